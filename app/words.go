package app

import (
	"fmt"
	"io/fs"
	"slices"

	"steward/ability/assignment"
	"steward/ability/attachment"
	"steward/ability/checklist"
	"steward/ability/clock"
	"steward/ability/conversation"
	"steward/ability/effort"
	"steward/ability/escalation"
	"steward/ability/link"
	"steward/ability/notification"
	"steward/ability/watch"
	"steward/gateway/api"
	"steward/gateway/cli"
	"steward/gateway/mail"
	sheet "steward/gateway/sheet/problem"
	"steward/gateway/signin"
	"steward/gateway/web"
	"steward/kernel/word"
	"steward/practice/administration"
	"steward/practice/communication"
	"steward/practice/configuration"
	"steward/practice/incident"
	"steward/practice/measurement"
	"steward/practice/oncall"
	"steward/practice/people"
	"steward/practice/problem"
	"steward/practice/service"
	"steward/practice/servicedesk"
	"steward/practice/servicelevel"
	"steward/practice/workspace"
)

// Words gives the texts of the kernel, the gateways and the practices.
func Words() (*word.Catalogue, error) {
	c, err := word.New()
	if err != nil {
		return nil, err
	}
	for _, files := range slices.Concat(gatewayWords(), abilityWords(), practiceWords()) {
		if err := c.Add(files, "words"); err != nil {
			return nil, fmt.Errorf("app: %w", err)
		}
	}
	return c, nil
}

func gatewayWords() []fs.FS {
	return []fs.FS{api.Words, cli.Words, mail.Words, sheet.Words, signin.Words, web.Words}
}

func abilityWords() []fs.FS {
	return []fs.FS{assignment.Words, attachment.Words, checklist.Words, clock.Words, conversation.Words, effort.Words, escalation.Words, link.Words, notification.Words, watch.Words}
}

func practiceWords() []fs.FS {
	return []fs.FS{administration.Words, communication.Words, configuration.Words, incident.Words, measurement.Words, oncall.Words, people.Words, problem.Words, service.Words, servicedesk.Words, servicelevel.Words, workspace.Words}
}
