package incident

import (
	"context"

	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/practice/people"
)

// Fields of a category.
var (
	CategoryName   = record.Text("name").Required().Unique().Searched()
	CategoryParent = record.Ref("parent", "category").Indexed()
)

// CategoryType is what an incident or a request is about, in two levels.
var CategoryType = record.Type{Name: "category", Plural: "categories", Title: CategoryName, Keys: record.Columns{CategoryName}, Icon: "tag",
	Fields: record.Columns{CategoryName, CategoryParent},
	Rules:  record.Rules{{On: record.Checking, Say: "categories have two levels", Reads: record.Columns{CategoryParent}, Do: twoLevels}},
	Access: categoryAccess(),
	List:   record.Columns{CategoryName, CategoryParent},

	Configuration: &record.Configuration{By: record.Columns{CategoryName}},
}

func categoryAccess() record.Access {
	read := []record.Operation{record.Read}
	return record.Access{
		{Role: people.Administrator, Can: record.Everything()},
		{Role: people.Manager, Can: record.Everything()},
		{Role: people.Agent, Can: read},
		{Role: people.Requester, Can: read},
	}
}

func twoLevels(ctx context.Context, d *record.Draft, r record.Reader) error {
	if CategoryParent.Of(d) == "" {
		return nil
	}
	all := r.System("looks at the levels of categories")
	above, err := all.Get(ctx, d.Type.Name, CategoryParent.Of(d))
	if fault.Is(err, fault.NotFound) {
		return nil // refused already as a reference to nothing
	}
	if err != nil {
		return err
	}
	below, err := all.Count(ctx, d.Type.Name, CategoryParent.Name()+` = "`+d.ID()+`"`)
	if err != nil {
		return err
	}
	if CategoryParent.Of(above) != "" || above.ID() == d.ID() || below > 0 {
		return fault.New(fault.Invalid, "category", "two-levels").On(CategoryParent.Name())
	}
	return nil
}
