//go:build postgres

package store_test

import (
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"steward/kernel/record"
	"steward/kernel/store"
	"steward/kernel/store/storetest"
	"steward/kernel/value"
)

var parcel = &record.Type{Name: "parcel", Fields: record.Columns{record.Text("subject")}}

// parcels makes a write of n new parcels that each of the principals may read.
func parcels(t *record.Type, n int, principals ...string) *store.Write {
	w := &store.Write{House: "main"}
	for i := range n {
		values := make([]value.Value, len(t.Defs()))
		id := strings.Repeat("0", 24) + strings.ToLower("abcd") + string(rune('a'+i/100%6)) + string(rune('0'+i/10%10)) + string(rune('0'+i%10)) + "0"
		values[record.SlotID], values[record.SlotVersion] = value.Exact(id), value.Int(1)
		c := store.Change{Type: t, Operation: store.Insert, ID: id, Values: values, Readers: []store.Reader{}}
		for _, p := range principals {
			c.Readers = append(c.Readers, store.Reader{Principal: p})
		}
		w.Changes = append(w.Changes, c)
	}
	return w
}

func TestNodesHearOfEachOthersChangesJobsAndCatalogues(t *testing.T) {
	storetest.Each(t, func(t *testing.T, c store.Config) {
		if c.URL == "" {
			return // one node only
		}
		here, there := storetest.Open(t, c), storetest.Open(t, c)
		catalogue, err := record.NewCatalogue([]*record.Type{parcel, {Name: "person"}}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := here.Migrate(t.Context(), catalogue, store.FirstFormat); err != nil {
			t.Fatal(err)
		}
		news := make(chan store.News, 1000)
		defer there.OnNews(func(n store.News) { news <- n })()

		kind, _ := catalogue.Type("parcel")
		if err := here.Apply(t.Context(), parcels(kind, 300, "clerk|*|")); err != nil {
			t.Fatal(err)
		}
		heard := map[string]bool{}
		for len(heard) < 300 {
			for _, ch := range (<-news).Changes {
				if ch.House != "main" || ch.Type != "parcel" || ch.Version != 1 || ch.Removed || ch.Readers != nil {
					t.Fatalf("heard %+v", ch)
				}
				heard[ch.ID] = true
			}
		}
		if err := here.AddJobs(t.Context(), "main", store.Line{Topic: "mail"}); err != nil {
			t.Fatal(err)
		}
		if n := <-news; !n.Jobs {
			t.Fatalf("heard %+v", n)
		}
		here.TellCatalogue()
		if n := <-news; !n.Catalogue {
			t.Fatalf("heard %+v", n)
		}

		breakListeners(t, c.URL)
		if n := <-news; !n.Missed || !n.Jobs || !n.Catalogue {
			t.Fatalf("after the connection broke: %+v", n)
		}
		here.TellCatalogue()
		if n := <-news; !n.Catalogue || n.Missed {
			t.Fatalf("after the connection was made anew: %+v", n)
		}
	})
}

// breakListeners ends the database's side of every connection of the schema that listens.
func breakListeners(t *testing.T, address string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	if _, err := conn.Exec(t.Context(), `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'LISTEN "steward_' || current_schema() || '"'`); err != nil {
		t.Fatal(err)
	}
}
