package cli

import (
	"encoding/json"
	"strconv"
	"time"
)

// clockCommand explains service level clocks and puts them where their events say that they stand.
type clockCommand struct {
	Why    clockWhy    `cmd:"" help:"Say in plain words why a clock of a record stands where it stands, and what would be with another calendar or promise."`
	Replay clockReplay `cmd:"" help:"Replay clocks from their events, and mend those that stand elsewhere."`
}

type clockWhy struct {
	Place
	Doer
	Record   string `arg:"" help:"Number of the record, such as INC0000001."`
	Clock    string `help:"Id of one of its clocks; the resolution promised to the customer when empty."`
	Calendar string `help:"What if it ran by this calendar? Its name or id."`
	Within   string `help:"What if this had been promised? Such as 4h."`
	Pauses   string `help:"What if it had never been paused?" enum:",none" default:""`
	JSON     bool   `help:"Write the page as JSON." name:"json"`
}

func (c *clockWhy) Run(r *run) error {
	return r.with(c.Place, func(i Installation) error {
		actor, err := c.actor(r, i)
		if err != nil {
			return err
		}
		params := map[string]string{"of": c.Record}
		for name, value := range map[string]string{"clock": c.Clock, "calendar": c.Calendar, "within": c.Within, "pauses": c.Pauses} {
			if value != "" {
				params[name] = value
			}
		}
		blocks, err := i.Page(r.ctx, actor, "clock", params)
		if err != nil {
			return err
		}
		if c.JSON {
			out := json.NewEncoder(r.io.Out)
			out.SetIndent("", " ")
			return out.Encode(blocks)
		}
		return r.blocks(blocks)
	})
}

type clockReplay struct {
	Place
	All bool `help:"Those that have stopped too, not only those that go."`
}

func (c *clockReplay) Run(r *run) error {
	return r.with(c.Place, func(i Installation) error {
		began := time.Now()
		replayed, moved, err := i.ReplayClocks(r.ctx, c.All)
		if err != nil {
			return err
		}
		r.line("shell.clock.replayed", "n", replayed, "moved", moved, "seconds", strconv.FormatFloat(time.Since(began).Seconds(), 'f', 2, 64))
		return nil
	})
}
