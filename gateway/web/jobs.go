package web

import (
	"time"

	"steward/gateway/web/view"
	"steward/kernel/engine"
)

// jobRows is how many jobs a page shows.
const jobRows = 50

// jobsPage lists the work that was given up after all its tries, and the work that waits.
func jobsPage(v *visit) error {
	m := view.Jobs{Settings: v.adminPages(), Title: v.Say("admin.jobs"), Lead: v.Say("admin.jobs.text"),
		Empty: view.Empty{Icon: "circle-check", Title: v.Say("admin.jobs.none"), Text: v.Say("admin.jobs.none.text")}}
	shown := engine.JobState(either(v.query.Get("state"), string(engine.JobDead)))
	for _, state := range []engine.JobState{engine.JobDead, engine.JobWaiting, engine.JobRunning} {
		m.States = append(m.States, view.Link{Label: v.Say("admin.jobs." + string(state)), Href: "/admin/jobs?state=" + string(state), Current: state == shown})
	}
	list, err := v.Engine.Jobs(v.r.Context(), v.actor, engine.JobAsk{State: shown, Before: v.query.Get("before"), Limit: jobRows})
	if err != nil {
		return err
	}
	for _, j := range list {
		m.Items = append(m.Items, v.jobItem(j))
	}
	if len(list) == jobRows {
		m.Next = v.here().with("before", list[len(list)-1].ID).String()
	}
	return v.show(m.Title, view.JobsPage(m), nil)
}

func (v *visit) jobItem(j *engine.Job) view.JobItem {
	item := view.JobItem{Name: j.Topic, Text: j.Error, Tries: v.Say("admin.jobs.tries", "n", j.Attempt), When: v.Moment(time.UnixMicro(j.CreatedAt))}
	if j.State == engine.JobDead {
		item.Again = &view.Action{Name: "retry", Label: v.Say("admin.jobs.retry"), Icon: "repeat", Href: "/admin/jobs/" + j.ID + "/retry"}
	}
	return item
}

// retryJob lets a job that was given up run again.
func retryJob(v *visit) error {
	if err := v.Engine.RetryJob(v.r.Context(), v.actor, v.r.PathValue("id")); err != nil {
		return err
	}
	v.tell(toast{Key: "job-retried"})
	return v.seeOther("/admin/jobs")
}
