package engine

import (
	"context"
	"fmt"

	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/kernel/store"
)

// format is the number of the newest data move that the program knows.
func (e *Engine) format() int { return Format(e.config.Moves) }

// Format gives the number of the newest of some data moves.
func Format(moves []record.DataMove) int { return store.FirstFormat + len(moves) }

// checkMoves refuses moves whose numbers do not follow one another.
func checkMoves(moves []record.DataMove) error {
	for i, m := range moves {
		if m.Number != store.FirstFormat+1+i || m.Say == "" || m.Do == nil {
			return fmt.Errorf("engine: data move %d of %d has the number %d, or lacks its sentence or function", i+1, len(moves), m.Number)
		}
	}
	return nil
}

// move runs the data moves that the database has not seen, one step after another. Another node may be
// at it too: of two that come to the same step one is refused, and goes on behind it.
func (e *Engine) move(ctx context.Context) error {
	for {
		done, after, err := e.store.MoveState(ctx)
		if err != nil || done >= e.format() {
			return err
		}
		m := e.config.Moves[done-store.FirstFormat]
		if err := e.moveStep(ctx, m, after); err != nil && !fault.Is(err, fault.Conflict) {
			return fmt.Errorf("engine: data move %d: %w", m.Number, err)
		}
	}
}

// moveAtOnce is how many records one step looks at.
const moveAtOnce = 200

// moveStep moves the next records and stores them together with the place that was reached.
func (e *Engine) moveStep(ctx context.Context, m record.DataMove, after string) error {
	actor := e.SystemActor("move")
	actor.Reason = m.Say
	p := e.prepare(actor, Options{})
	t, err := p.reader.typeOf(m.Of)
	if err != nil {
		return err
	}
	rows, err := e.store.Scan(ctx, e.config.House, t, after, moveAtOnce)
	if err != nil {
		return err
	}
	for _, row := range rows {
		if err := p.moveOne(ctx, m, record.NewDraft(t, row)); err != nil {
			return fmt.Errorf("%s %s: %w", t.Name, row.ID(), err)
		}
	}
	p.write.House = e.config.House
	p.write.Move = &store.MoveStep{Number: m.Number, After: after}
	if len(rows) == moveAtOnce {
		p.write.Move.Next = rows[len(rows)-1].ID()
	}
	return e.store.Apply(ctx, &p.write)
}

func (p *preparation) moveOne(ctx context.Context, m record.DataMove, d *record.Draft) error {
	c := &Command{Do: Change, Type: d.Type.Name, ID: d.ID(), Replay: &Replay{}}
	d.HappenedAt, d.Replays = p.engine.Now(), true
	if err := m.Do(ctx, d, p.reader); err != nil {
		return err
	}
	if len(d.ChangedSlots()) == 0 {
		return nil
	}
	c.Replay.fix(d, nil)
	if err := p.fillAndCheck(ctx, d, c); err != nil {
		return err
	}
	_, err := p.finish(ctx, d, c)
	return err
}
