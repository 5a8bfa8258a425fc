package incident

import (
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
	Access: categoryAccess(),
	List:   record.Columns{CategoryName, CategoryParent},
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
