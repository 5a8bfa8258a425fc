package app

import (
	"testing"
)

func TestWhileServingWhatTheAuditGathersIsSealed(t *testing.T) {
	ctx := t.Context()
	s, err := Open(ctx, Settings{Data: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	scheduled := false
	for _, at := range s.Runner().Schedules {
		scheduled = scheduled || at.Topic == sealTopic
	}
	if !scheduled {
		t.Fatal("no schedule seals")
	}
	if _, err := s.Engine.CreateOne(ctx, s.Engine.SystemActor("cli"), "location", map[string]any{"name": "Rotterdam"}); err != nil {
		t.Fatal(err)
	}
	if err := s.handlers()[sealTopic](ctx, nil); err != nil {
		t.Fatal(err)
	}
	seals, err := s.Engine.Seals(ctx, 0, 10)
	if err != nil || len(seals) == 0 {
		t.Fatalf("%d seals: %v", len(seals), err)
	}
}
