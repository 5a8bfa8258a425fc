package web

import (
	"steward/gateway/web/kind"
	"steward/gateway/web/view"
	"steward/kernel/engine"
	"steward/kernel/query"
	"steward/kernel/record"
)

// relatedRows is how many linked records the side of a page shows.
const relatedRows = 20

// The fields of a link, as the ability declares them.
const (
	linkFrom, linkKind, linkTo = "from_record", "kind", "to_record"
)

// related lists the records to which this one is linked, in either direction.
func (v *visit) related(t *record.Type, row *record.Record) ([]view.RelatedGroup, error) {
	of, ok := v.abilityType(t, links)
	if !ok || !v.may(of, record.Read) {
		return nil, nil
	}
	either := query.AnyOf(refersTo(linkFrom, row), refersTo(linkTo, row))
	page, err := v.Engine.List(v.r.Context(), v.actor, engine.Ask{Type: of.Name, Also: either, Order: "-created_at", Limit: relatedRows})
	if err != nil {
		return nil, err
	}
	for _, r := range page.Records {
		v.Names.WantRecord(r, nil)
	}
	if err := v.loadNames(); err != nil {
		return nil, err
	}
	g := view.RelatedGroup{Title: v.Say("page.related")}
	if v.may(of, record.Create) {
		g.Add = &view.Link{Label: v.Say("page.link"), Href: "/t/" + of.Plural + "/new?" + linkFrom + "=" + row.ID() + "&" + linkFrom + ".type=" + t.Name + "&after=" + kind.Path(t, row)}
	}
	for _, r := range page.Records {
		if item, ok := v.relatedItem(of, r, row); ok {
			g.Items = append(g.Items, item)
		}
	}
	if len(g.Items) > 0 {
		g.Count = number(len(g.Items))
	}
	return []view.RelatedGroup{g}, nil
}

// relatedItem shows the other end of a link, nothing where the reader may not see it.
func (v *visit) relatedItem(of *record.Type, link, row *record.Record) (view.RelatedItem, bool) {
	d, _ := of.Field(linkKind)
	end, word := linkTo, v.Option(field(of, d), link.ValueOf(d).Text())
	if link.Named(linkTo).Text() == row.ID() {
		end = linkFrom
		if text, ok := v.Words.Lookup(v.Language, of.Name+"."+linkKind+"."+link.ValueOf(d).Text()+".back"); ok {
			word = text
		}
	}
	_, typeName := link.Named(end).Second()
	to := v.Names.Of(typeName, link.Named(end).Text())
	if to == nil {
		return view.RelatedItem{}, false
	}
	item := view.RelatedItem{Icon: to.Type.Icon, Number: to.Number(), Title: to.Title(), Href: kind.Path(to.Type, to), Badge: &view.Badge{Label: word}}
	if to.Type.States != nil {
		s := v.State(to.Type, to.State())
		item.State = &s
	}
	if v.may(of, record.Remove) {
		item.Unlink = &view.Action{Name: "unlink", Label: v.Say("page.unlink"), Href: "/t/" + of.Plural + "/" + link.ID() + "/remove", Hidden: []view.Pair{{Name: "after", Value: v.here().String()}}}
	}
	return item, true
}

// personCard shows the person in a field with what the reader may know of them.
func (v *visit) personCard(row *record.Record, c record.Column) (*view.PersonCard, error) {
	if c == nil || row.ValueOf(c.Definition()).IsEmpty() {
		return nil, nil
	}
	t, ok := v.Engine.Catalogue().Type(record.PersonType)
	if !ok || !v.may(t, record.Read) {
		return nil, nil
	}
	page, err := v.Engine.List(v.r.Context(), v.actor, engine.Ask{Type: t.Name, Also: withIDs([]string{row.ValueOf(c.Definition()).Text()}), Order: "id", Limit: 1})
	if err != nil || len(page.Records) == 0 {
		return nil, err
	}
	who := page.Records[0]
	v.Names.WantRecord(who, nil)
	if err := v.loadNames(); err != nil {
		return nil, err
	}
	card := &view.PersonCard{Title: v.Label(field(row.Type, c.Definition())), Person: v.Person(who.ID())}
	for _, listed := range t.List {
		d := listed.Definition()
		if d == t.TitleDef() {
			continue
		}
		cell := v.cell(who, d)
		if cell.Empty || cell.Redacted != "" {
			continue
		}
		card.Facts = append(card.Facts, view.Link{Label: cell.Text, Href: cell.Href, Icon: either(cell.Icon, factIcon(cell.Kind))})
	}
	if vip, ok := t.Field("vip"); ok {
		card.Person.VIP = who.ValueOf(vip).Yes()
	}
	if phone, ok := t.Field("phone"); ok {
		card.Call = v.cell(who, phone).Href
	}
	return card, nil
}

func factIcon(k string) string {
	switch k {
	case view.KindEmail:
		return "mail"
	case view.KindPhone:
		return "phone"
	}
	return "info"
}
