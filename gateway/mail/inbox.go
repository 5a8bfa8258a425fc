package mail

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"steward/kernel/record"
)

const (
	// mostAtOnce and mostBytes bound what is fetched before it is kept.
	mostAtOnce = 64
	mostBytes  = 32 << 20
	// keptFlag marks what was taken and stays in the folder, where the server knows own flags.
	keptFlag = imap.Flag("$StewardKept")
)

// inbox is the folder of a mailbox on an open connection.
type inbox struct {
	post     *Post
	box      *record.Record
	client   *imapclient.Client
	validity uint32
	done     string    // the folder to which taken mail is moved
	flag     imap.Flag // what marks taken mail that stays
}

func (in *inbox) open() error {
	folder := in.box.Named("imap_folder").Text()
	if folder == "" {
		folder = "INBOX"
	}
	if in.box.Named("after_reading").Text() == "move" {
		if err := in.makeFolder(in.box.Named("done_folder").Text()); err != nil {
			return err
		}
	}
	s, err := in.client.Select(folder, nil).Wait()
	if err != nil {
		return fmt.Errorf("the folder %q cannot be opened: %w", folder, err)
	}
	in.validity, in.flag = s.UIDValidity, keptFlag
	if !slices.Contains(s.PermanentFlags, keptFlag) && !slices.Contains(s.PermanentFlags, imap.FlagWildcard) {
		in.flag = imap.FlagSeen
	}
	return nil
}

// makeFolder finds or makes the folder for taken mail; some servers keep all folders below INBOX.
func (in *inbox) makeFolder(name string) error {
	if name == "" {
		name = "Steward"
	}
	var last error
	for _, as := range []string{name, "INBOX." + name, "INBOX/" + name} {
		if err := in.client.Create(as, nil).Wait(); err != nil {
			last = err
			if _, err := in.client.Status(as, &imap.StatusOptions{NumMessages: true}).Wait(); err != nil {
				var refused *imap.Error
				if !errors.As(err, &refused) {
					return err
				}
				continue
			}
		}
		in.done = as
		return nil
	}
	return fmt.Errorf("the folder %q cannot be made: %w", name, last)
}

// take keeps everything that lies in the folder, and only then tells the server so.
func (in *inbox) take(ctx context.Context) error {
	for ctx.Err() == nil {
		uids, err := in.waiting()
		if err != nil || len(uids) == 0 {
			return err
		}
		for len(uids) > 0 && ctx.Err() == nil {
			some, err := in.some(uids)
			if err != nil {
				return err
			}
			if err := in.takeSome(ctx, some); err != nil {
				return err
			}
			uids = uids[len(some.all):]
		}
	}
	return ctx.Err()
}

// waiting lists what was not taken yet.
func (in *inbox) waiting() ([]imap.UID, error) {
	criteria := &imap.SearchCriteria{NotFlag: []imap.Flag{imap.FlagDeleted}}
	if in.box.Named("after_reading").Text() == "flag" {
		criteria.NotFlag = append(criteria.NotFlag, in.flag)
	}
	found, err := in.client.UIDSearch(criteria, nil).Wait()
	if err != nil {
		return nil, err
	}
	uids := found.AllUIDs()
	slices.Sort(uids)
	return uids, nil
}

// batch is the mails that are fetched at once. Of the large ones only the head is.
type batch struct {
	all, whole []imap.UID
	large      map[imap.UID]int64 // with their sizes in bytes
}

// some says which of the mails are fetched next: as many as fit into the memory set aside.
func (in *inbox) some(uids []imap.UID) (batch, error) {
	uids = uids[:min(len(uids), mostAtOnce)]
	sizes, err := in.client.Fetch(imap.UIDSetNum(uids...), &imap.FetchOptions{UID: true, RFC822Size: true}).Collect()
	if err != nil {
		return batch{}, err
	}
	by := map[imap.UID]int64{}
	for _, s := range sizes {
		by[s.UID] = s.RFC822Size
	}
	out := batch{large: map[imap.UID]int64{}}
	sum := int64(0)
	for i, uid := range uids {
		if by[uid] > in.post.Largest {
			out.all, out.large[uid] = append(out.all, uid), by[uid]
			continue
		}
		if sum += by[uid]; sum > mostBytes && i > 0 {
			break
		}
		out.all, out.whole = append(out.all, uid), append(out.whole, uid)
	}
	return out, nil
}

// mostHead is how much is kept of the head of a mail that is too large, in bytes.
const mostHead = 1 << 20

func (in *inbox) takeSome(ctx context.Context, b batch) error {
	mails, kept, err := in.fetch(b.whole, &imap.FetchItemBodySection{Peek: true}, nil)
	if err != nil {
		return err
	}
	var large []imap.UID
	for uid := range b.large {
		large = append(large, uid)
	}
	heads, keptHeads, err := in.fetch(large, &imap.FetchItemBodySection{Peek: true, Specifier: imap.PartSpecifierHeader, Partial: &imap.SectionPartial{Size: mostHead}}, b.large)
	if err != nil {
		return err
	}
	mails, kept = append(mails, heads...), append(kept, keptHeads...)
	if len(mails) == 0 {
		return in.gone(b.all)
	}
	if err := in.post.Keep(ctx, in.box, mails); err != nil {
		return err
	}
	return in.tell(kept)
}

// fetch reads mails, or the part of them that section names; sizes are those of the whole mails.
func (in *inbox) fetch(uids []imap.UID, section *imap.FetchItemBodySection, sizes map[imap.UID]int64) ([]Raw, []imap.UID, error) {
	if len(uids) == 0 {
		return nil, nil, nil
	}
	got, err := in.client.Fetch(imap.UIDSetNum(uids...), &imap.FetchOptions{UID: true, BodySection: []*imap.FetchItemBodySection{section}}).Collect()
	if err != nil {
		return nil, nil, err
	}
	var mails []Raw
	var kept []imap.UID
	for _, m := range got {
		content := m.FindBodySection(section)
		if content == nil || !slices.Contains(uids, m.UID) {
			continue // gone meanwhile
		}
		mails = append(mails, Raw{Key: in.key(m.UID), Content: content, Size: sizes[m.UID]})
		kept = append(kept, m.UID)
	}
	return mails, kept, nil
}

// gone makes sure that mails which cannot be fetched are no longer there.
func (in *inbox) gone(uids []imap.UID) error {
	still, err := in.client.UIDSearch(&imap.SearchCriteria{UID: []imap.UIDSet{imap.UIDSetNum(uids...)}, NotFlag: []imap.Flag{imap.FlagDeleted}}, nil).Wait()
	if err != nil || len(still.AllUIDs()) == 0 {
		return err
	}
	return fmt.Errorf("%d mails cannot be fetched", len(still.AllUIDs()))
}

// key names a mail by its place. A server that counts anew has another validity.
func (in *inbox) key(uid imap.UID) string {
	return in.box.ID() + "/" + in.box.Named("imap_folder").Text() + "/" + strconv.FormatUint(uint64(in.validity), 10) + "/" + strconv.FormatUint(uint64(uid), 10)
}

// tell lets the server know that mails were taken.
func (in *inbox) tell(uids []imap.UID) error {
	set := imap.UIDSetNum(uids...)
	switch in.box.Named("after_reading").Text() {
	case "flag":
		return in.client.Store(set, &imap.StoreFlags{Op: imap.StoreFlagsAdd, Silent: true, Flags: []imap.Flag{in.flag}}, nil).Close()
	case "delete":
		if err := in.client.Store(set, &imap.StoreFlags{Op: imap.StoreFlagsAdd, Silent: true, Flags: []imap.Flag{imap.FlagDeleted}}, nil).Close(); err != nil {
			return err
		}
		if !in.client.Caps().Has(imap.CapUIDPlus) {
			return nil // a plain EXPUNGE would take what others marked
		}
		return in.client.UIDExpunge(set).Close()
	}
	_, err := in.client.Move(set, in.done).Wait()
	return err
}
