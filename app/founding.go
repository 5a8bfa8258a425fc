package app

import (
	"context"
	"fmt"

	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/practice/people"
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
	return nil
}
