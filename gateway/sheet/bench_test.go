package sheet

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"steward/gateway/sheet/mapping"
	"steward/gateway/sheet/table"
)

// BenchmarkPlan plans a log of 100,000 events in 15,000 cases with 30 columns, the
// cases running side by side.
func BenchmarkPlan(b *testing.B) {
	path := filepath.Join(b.TempDir(), "log.csv")
	writeLog(b, path, 15_000, 100_000)
	m, err := mapping.Load("../../docs/import/servicenow-incident-log.yaml")
	if err != nil {
		b.Fatal(err)
	}
	for _, memory := range []int{0, 4 << 20} {
		b.Run(fmt.Sprintf("memory=%d", memory), func(b *testing.B) {
			b.ReportAllocs()
			events := 0
			for b.Loop() {
				events += planAll(b, m, path, memory)
			}
			b.ReportMetric(float64(events)/b.Elapsed().Seconds(), "events/s")
		})
	}
}

func planAll(b *testing.B, m *mapping.Mapping, path string, memory int) int {
	t, err := table.Open(path, m.Table)
	if err != nil {
		b.Fatal(err)
	}
	defer t.Close()
	stream, err := Plan(b.Context(), m, t, Options{TempDir: b.TempDir(), Memory: memory})
	if err != nil {
		b.Fatal(err)
	}
	defer stream.Close()
	for {
		if _, err := stream.Next(); errors.Is(err, io.EOF) {
			return stream.Report().Events.Planned
		} else if err != nil {
			b.Fatal(err)
		}
	}
}

func writeLog(b *testing.B, path string, cases, events int) {
	file, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	defer file.Close()
	out := bufio.NewWriter(file)
	defer out.Flush()
	fmt.Fprintln(out, "number,incident_state,active,reassignment_count,reopen_count,sys_mod_count,made_sla,caller_id,opened_by,opened_at,"+
		"sys_updated_by,sys_updated_at,contact_type,location,category,subcategory,u_symptom,cmdb_ci,impact,urgency,priority,assignment_group,"+
		"assigned_to,knowledge,notify,problem_id,rfc,closed_code,resolved_by,resolved_at,closed_at")
	states := []string{"New", "Active", "Awaiting User Info", "Active", "Resolved", "Closed"}
	for i := range events {
		number, step := i%cases, i/cases
		fmt.Fprintf(out, "INC%07d,%s,true,%d,0,%d,true,Caller %d,Opened by %d,%d/3/2016 09:%02d,Updated by %d,%d/4/2016 1%d:%02d,Phone,"+
			"Location %d,Category %d,Subcategory %d,?,?,2 - Medium,2 - Medium,3 - Moderate,Group %d,Resolver %d,true,Do Not Notify,?,?,code 6,"+
			"Resolved by %d,30/4/2016 11:29,30/4/2016 12:00\n", number, states[min(step, len(states)-1)], step/3, step, number%500, number%90,
			1+number%28, number%60, i%300, 1+number%28, step, number%60, number%100, number%50, number%150, (number+step/3)%70, number%200, number%140)
	}
}
