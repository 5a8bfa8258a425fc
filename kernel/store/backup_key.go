package store

import (
	"crypto/ed25519"
	"errors"

	"golang.org/x/crypto/argon2"
	"golang.org/x/crypto/chacha20poly1305"

	"steward/kernel/fault"
)

// The key that signs the audit is locked in a backup by XChaCha20-Poly1305 under a key that Argon2id
// (RFC 9106, the second recommended setting: 64 MiB, 3 passes, 4 lanes) makes of a passphrase.

const lockSalt = 16

func lock(passphrase, salt []byte) []byte {
	return argon2.IDKey(passphrase, salt, 3, 64<<10, 4, chacha20poly1305.KeySize)
}

func lockKey(private ed25519.PrivateKey, passphrase []byte, random func([]byte)) ([]byte, error) {
	head := make([]byte, lockSalt+chacha20poly1305.NonceSizeX)
	random(head)
	box, err := chacha20poly1305.NewX(lock(passphrase, head[:lockSalt]))
	if err != nil {
		return nil, err
	}
	return box.Seal(head, head[lockSalt:], private.Seed(), nil), nil
}

func unlockKey(locked, passphrase []byte) (ed25519.PrivateKey, error) {
	if len(locked) < lockSalt+chacha20poly1305.NonceSizeX {
		return nil, damaged(errors.New("the locked key is too short"))
	}
	box, err := chacha20poly1305.NewX(lock(passphrase, locked[:lockSalt]))
	if err != nil {
		return nil, err
	}
	seed, err := box.Open(nil, locked[lockSalt:lockSalt+chacha20poly1305.NonceSizeX], locked[lockSalt+chacha20poly1305.NonceSizeX:], nil)
	if err != nil || len(seed) != ed25519.SeedSize {
		return nil, fault.New(fault.Invalid, "store.restore", "backup-passphrase")
	}
	return ed25519.NewKeyFromSeed(seed), nil
}
