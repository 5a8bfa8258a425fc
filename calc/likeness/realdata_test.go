//go:build realdata

package likeness_test

import (
	"cmp"
	"compress/gzip"
	"encoding/csv"
	"hash/fnv"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"steward/calc/likeness"
	"steward/kernel/search"
)

// table reads a real table; the first line names the columns.
func table(t *testing.T, file string) []map[string]string {
	t.Helper()
	f, err := os.Open(filepath.Join(os.Getenv("STEWARD_REALDATA"), file))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	in := io.Reader(f)
	if strings.HasSuffix(file, ".gz") {
		if in, err = gzip.NewReader(f); err != nil {
			t.Fatal(err)
		}
	}
	lines, err := csv.NewReader(in).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, line := range lines[1:] {
		row := map[string]string{}
		for i, name := range lines[0] {
			row[name] = line[i]
		}
		out = append(out, row)
	}
	return out
}

// held tells whether a text is kept for the question: one of five, by its own words, so that equal
// texts never stand on both sides.
func held(text string) bool {
	h := fnv.New32a()
	_, _ = h.Write([]byte(text))
	return h.Sum32()%5 == 0
}

// The group of 33,485 real tickets, four fifths learnt and one fifth asked: beside the most frequent
// group, and a vote of the words for the group in which each occurs most often.
func TestTheTeamOfRealTicketsIsGuessedBetterThanByTheBaselines(t *testing.T) {
	var ask []map[string]string
	c, most, counts := likeness.NewClasses(), map[string]int{}, map[string]map[string]int{}
	begun := time.Now()
	for _, row := range table(t, "tickets/it_tickets_33485.csv.gz") {
		if held(row["Document"]) {
			ask = append(ask, row)
			continue
		}
		words, class := search.Tokens(row["Document"]), row["Topic_group"]
		c.Learn(class, words)
		most[class]++
		for _, w := range words {
			if counts[w] == nil {
				counts[w] = map[string]int{}
			}
			counts[w][class]++
		}
	}
	learnt := time.Since(begun)
	majority := largest(most)
	var right, second, byMajority, byVote, sure, sureRight int
	begun = time.Now()
	for _, row := range ask {
		g := c.Guess(search.Tokens(row["Document"]))
		if len(g) > 0 && g[0].Class == row["Topic_group"] {
			right++
		}
		if len(g) > 1 && (g[0].Class == row["Topic_group"] || g[1].Class == row["Topic_group"]) {
			second++
		}
		if len(g) > 0 && g[0].Probability >= 0.9 {
			sure++
			if g[0].Class == row["Topic_group"] {
				sureRight++
			}
		}
	}
	asked := time.Since(begun)
	for _, row := range ask {
		votes := map[string]int{}
		for _, w := range search.Tokens(row["Document"]) {
			if counts[w] != nil {
				votes[largest(counts[w])]++
			}
		}
		if majority == row["Topic_group"] {
			byMajority++
		}
		if largest(votes) == row["Topic_group"] {
			byVote++
		}
	}
	n := float64(len(ask))
	t.Logf("learnt %d in %v; asked %d, %v each", c.Texts(), learnt, len(ask), asked/time.Duration(len(ask)))
	t.Logf("complement naive Bayes %.1f %% right, %.1f %% among the first two; when it says 0.9 or more (%.1f %% of the time) %.1f %%", 100*float64(right)/n, 100*float64(second)/n, 100*float64(sure)/n, 100*float64(sureRight)/float64(sure))
	t.Logf("most frequent group %.1f %%, vote of the words %.1f %%", 100*float64(byMajority)/n, 100*float64(byVote)/n)
	if right <= byVote || right <= byMajority || float64(right)/n < 0.72 {
		t.Error("no better than the baselines")
	}
}

func largest(of map[string]int) string {
	var names []string
	for n := range of {
		names = append(names, n)
	}
	slices.SortFunc(names, func(a, b string) int {
		if c := cmp.Compare(of[b], of[a]); c != 0 {
			return c
		}
		return cmp.Compare(a, b)
	})
	if len(names) == 0 {
		return ""
	}
	return names[0]
}

// rank gives the place of one of the wanted among what was found, 0 where it is not there.
func rank(found []string, wanted ...string) int {
	for i, id := range found {
		if slices.Contains(wanted, id) {
			return i + 1
		}
	}
	return 0
}

// byCount is the baseline: texts by how many words they share.
func byCount(words []string, known map[string][]string, not string, limit int) []string {
	asked := map[string]bool{}
	for _, w := range words {
		asked[w] = true
	}
	n := map[string]int{}
	var ids []string
	for id, of := range known {
		for _, w := range of {
			if asked[w] {
				n[id]++
			}
		}
		if n[id] > 0 && id != not {
			ids = append(ids, id)
		}
	}
	slices.SortFunc(ids, func(a, b string) int {
		if c := cmp.Compare(n[b], n[a]); c != 0 {
			return c
		}
		return cmp.Compare(a, b)
	})
	return ids[:min(limit, len(ids))]
}

func ids(found []likeness.Like, not string) []string {
	var out []string
	for _, f := range found {
		if f.ID != not {
			out = append(out, f.ID)
		}
	}
	return out
}

// Somebody reports the same in other words: every second word of a real ticket is all that is typed,
// and the ticket itself is to be found among all.
func TestARealTicketIsFoundByHalfOfItsWords(t *testing.T) {
	texts, known := likeness.NewTexts(), map[string][]string{}
	var ask []string
	begun := time.Now()
	for _, row := range table(t, "tickets/it_tickets_33485.csv.gz") {
		words := search.Tokens(row["Document"])
		texts.Put(row["row"], words)
		known[row["row"]] = words
		if held(row["Document"]) && len(words) >= 8 {
			ask = append(ask, row["row"])
		}
	}
	learnt := time.Since(begun)
	const most, compared = 200, 40 // the baseline looks through all texts each time
	ask = ask[:most]
	var first, five, byCountFive int
	var took time.Duration
	for n, id := range ask {
		var half []string
		for i, w := range known[id] {
			if i%2 == 0 {
				half = append(half, w)
			}
		}
		begun = time.Now()
		found := ids(texts.Like(half, 0, 5), "")
		took += time.Since(begun)
		if rank(found, id) == 1 {
			first++
		}
		if rank(found, id) > 0 {
			five++
		}
		if n < compared && rank(byCount(half, known, "", 5), id) > 0 {
			byCountFive++
		}
	}
	t.Logf("%d texts in %v; asked %d, %v each: %.1f %% first, %.1f %% among five; by the number of shared words %.1f %% among five",
		texts.Len(), learnt, most, took/most, 100*float64(first)/most, 100*float64(five)/most, 100*float64(byCountFive)/compared)
	if float64(five)/most < 0.9 {
		t.Error("too few are found")
	}
}

// Duplicates that people marked: the title and text of one, its pair to be found among 2,503.
func TestRealDuplicatesAreFound(t *testing.T) {
	texts, known := likeness.NewTexts(), map[string][]string{}
	for _, row := range table(t, "exports/hadoop_bugs.csv") {
		words := search.Tokens(row["Summary"] + " " + row["Summary"] + " " + row["Description"])
		texts.Put(row["Issue id"], words)
		known[row["Issue id"]] = words
	}
	var n, five, ten, byCountTen int
	for _, pair := range table(t, "exports/hadoop_bugs-combined.csv") {
		one, others := pair["Issue id"], strings.Split(pair["Duplicate id"], ", ")
		if known[one] == nil || known[others[0]] == nil {
			continue
		}
		n++
		found := ids(texts.Like(known[one], 0, 11), one)
		if r := rank(found, others...); r > 0 && r <= 5 {
			five++
		}
		if rank(found, others...) > 0 {
			ten++
		}
		if rank(byCount(known[one], known, one, 10), others...) > 0 {
			byCountTen++
		}
	}
	t.Logf("%d pairs among %d: %.1f %% among five, %.1f %% among ten; by the number of shared words %.1f %% among ten",
		n, texts.Len(), 100*float64(five)/float64(n), 100*float64(ten)/float64(n), 100*float64(byCountTen)/float64(n))
	if ten <= byCountTen {
		t.Error("no better than the baseline")
	}
}
