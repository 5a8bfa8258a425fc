package app

import (
	"context"
	"fmt"
	"strings"

	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/practice/people"
	"steward/practice/servicelevel"
)

// found makes the records that an installation has from its first start. It is safe to run again.
func found(ctx context.Context, e *engine.Engine) error {
	for _, values := range people.Founding() {
		_, err := e.System("founds").Get(ctx, "role", values["key"].(string))
		if !fault.Is(err, fault.NotFound) {
			if err != nil {
				return fmt.Errorf("app.found: %w", err)
			}
			continue
		}
		if _, err := e.CreateOne(ctx, e.SystemActor("founding"), "role", values); err != nil && !fault.Is(err, fault.Duplicate) {
			return fmt.Errorf("app.found: %w", err)
		}
	}
	return promise(ctx, e)
}

// promise makes the calendars and the agreement that every installation begins with, all or none.
func promise(ctx context.Context, e *engine.Engine) error {
	there, err := servicelevel.Founded(ctx, e.System("founds"))
	if err != nil || there {
		return err
	}
	ids := map[string]string{}
	var commands []engine.Command
	for _, m := range servicelevel.Founding(e.Zone().String()) {
		c := engine.Command{Do: engine.Create, Type: m.Type, ID: engine.NewID(), Values: m.Values}
		for name, v := range m.Values {
			if to, ok := v.(string); ok && strings.HasPrefix(to, "@") {
				c.Values[name] = ids[to[1:]]
			}
		}
		ids[m.Name] = c.ID
		commands = append(commands, c)
	}
	if _, err := e.Do(ctx, e.SystemActor("founding"), engine.Options{}, commands...); err != nil && !fault.Is(err, fault.Duplicate) {
		return fmt.Errorf("app.found: %w", err)
	}
	return nil
}
