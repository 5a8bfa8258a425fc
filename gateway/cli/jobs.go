package cli

import (
	"fmt"
	"text/tabwriter"
	"time"

	"steward/kernel/engine"
)

// jobsCommand keeps what is done after a change: mails, upkeep, calls to other systems.
type jobsCommand struct {
	List  jobsList  `cmd:"" help:"List jobs, the newest first."`
	Retry jobsRetry `cmd:"" help:"Let a job run again that waits for a person."`
}

type jobsList struct {
	Place
	Doer
	State string `help:"Only jobs in this state." enum:"waiting,running,done,dead,all" default:"dead"`
	Topic string `help:"Only jobs of this topic."`
}

func (c *jobsList) Run(r *run) error {
	return r.with(c.Place, func(i Installation) error {
		actor, err := c.actor(r, i)
		if err != nil {
			return err
		}
		ask := engine.JobAsk{Topic: c.Topic, Limit: engine.MostRows}
		if c.State != "all" {
			ask.State = engine.JobState(c.State)
		}
		out := tabwriter.NewWriter(r.io.Out, 0, 4, 2, ' ', 0)
		for {
			jobs, err := i.Engine().Jobs(r.ctx, actor, ask)
			if err != nil {
				return err
			}
			for _, j := range jobs {
				fmt.Fprintf(out, "%s\t%s\t%s\t%s\t%s\n", j.ID, j.State, time.UnixMicro(j.CreatedAt).UTC().Format(time.RFC3339), j.Topic, j.Error)
				ask.Before = j.ID
			}
			if len(jobs) < ask.Limit {
				return out.Flush()
			}
		}
	})
}

type jobsRetry struct {
	Place
	Doer
	ID string `arg:"" help:"Id of the job, as the list shows it."`
}

func (c *jobsRetry) Run(r *run) error {
	return r.with(c.Place, func(i Installation) error {
		actor, err := c.actor(r, i)
		if err != nil {
			return err
		}
		return i.Engine().RetryJob(r.ctx, actor, c.ID)
	})
}
