package api

import (
	"net/http"

	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/record"
)

// verb runs a verb of a type as a whole: it begins something, or answers a question.
func (c *call) verb() error {
	t, err := c.typeOf()
	if err != nil {
		return err
	}
	name := c.r.PathValue("verb")
	_, begins := t.Start(name)
	_, asks := t.Question(name)
	if !begins && !asks {
		return fault.New(fault.NotFound, "api", "no-such-address", "address", c.r.URL.Path)
	}
	values, fingerprint := map[string]any{}, ""
	if c.r.ContentLength != 0 {
		if values, fingerprint, err = c.values(); err != nil {
			return err
		}
	}
	if begins {
		return c.written(engine.Command{Do: engine.Start, Type: t.Name, Action: name, Values: values}, fingerprint)
	}
	found, err := c.Engine.Answer(c.r.Context(), c.actor, t.Name, name, values)
	if err != nil {
		return err
	}
	items := make([]any, len(found))
	for i, f := range found {
		items[i] = c.finding(f)
	}
	return c.json(http.StatusOK, object{"items": items})
}

func (c *call) finding(f record.Finding) object {
	out := object{"score": f.Score}
	if f.Subject.ID != "" {
		out["type"], out["id"] = f.Subject.Type, f.Subject.ID
		if t, ok := c.Engine.Catalogue().Type(f.Subject.Type); ok {
			out["address"] = "/api/v1/" + t.Plural + "/" + f.Subject.ID
		}
	}
	for name, text := range map[string]string{"number": f.Number, "title": f.Title, "field": f.Field, "value": f.Value, "text": f.Text} {
		if text != "" {
			out[name] = text
		}
	}
	if f.Because != "" {
		out["because"] = c.Words.Say("en", f.Because, nil)
	}
	if len(f.Words) > 0 {
		out["words"] = f.Words
	}
	return out
}

func findingsSchema() object {
	text := object{"type": "string"}
	return object{"type": "object", "required": []any{"items"}, "properties": object{
		"items": object{"type": "array", "items": object{"type": "object", "required": []any{"score"}, "properties": object{
			"type": text, "id": text, "number": text, "title": text, "address": text,
			"field":   object{"type": "string", "description": "the field that the value is suggested for"},
			"value":   text,
			"text":    object{"type": "string", "description": "what could be inserted into an answer"},
			"score":   object{"type": "number", "description": "how good the finding is, from 0 to 1"},
			"because": object{"type": "string", "description": "why it was found"},
			"words":   object{"type": "array", "items": text, "description": "the words on which it rests"}}}}}}
}

// addVerbs describes the verbs of the type as a whole.
func (d describer) addVerbs(paths object, operation func(id, summary string, parameters []any, extra object) object) {
	base := "/api/v1/" + d.t.Plural + "/"
	for _, s := range d.t.Starts {
		paths[base+s.Name] = object{"post": operation("start."+s.Name, d.say(d.t.Name+".start."+s.Name), []any{keyHeader()}, withBody(answers("200", ref(pascal(d.t.Name))), takenInput(s.Takes)))}
	}
	for _, q := range d.t.AllQuestions() {
		paths[base+q.Name] = object{"post": operation("question."+q.Name, d.verb("question", q.Name), nil, withBody(answers("200", ref("Findings")), takenInput(q.Takes)))}
	}
}
