// SPDX-License-Identifier: Apache-2.0

// The Go peer of the benchmark: net/http and pgx, the same statements on the same database, the stored bytes passed through.
package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"log"
	"net/http"
	"os"
	"strings"

	"github.com/jackc/pgx/v4"
	"github.com/jackc/pgx/v4/pgxpool"
)

func read(name string) string {
	text, err := os.ReadFile(os.Getenv("BENCH_SQL") + "/" + name)
	if err != nil {
		log.Fatal(err)
	}
	return string(text)
}

func pool(url string, size int32) *pgxpool.Pool {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		log.Fatal(err)
	}
	config.MaxConns = size
	made, err := pgxpool.ConnectConfig(context.Background(), config)
	if err != nil {
		log.Fatal(err)
	}
	return made
}

func main() {
	app := pool(os.Getenv("BENCH_APP_DATABASE"), 8)
	public := pool(os.Getenv("BENCH_PUBLIC_DATABASE"), 8)
	point, signIn, finding := read("point.sql"), read("sign_in.sql"), read("finding.sql")

	answer := func(w http.ResponseWriter, r *http.Request, body []byte, err error) {
		if errors.Is(err, pgx.ErrNoRows) {
			http.Error(w, "{}", http.StatusNotFound)
			return
		}
		if err != nil {
			// The load generator goes in the middle of a request; that is no error.
			if !errors.Is(r.Context().Err(), context.Canceled) {
				log.Print(err)
			}
			http.Error(w, "{}", http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		w.Write(body)
	}
	http.HandleFunc("/v1/publications/", func(w http.ResponseWriter, r *http.Request) {
		var body []byte
		err := public.QueryRow(r.Context(), point, strings.TrimPrefix(r.URL.Path, "/v1/publications/")).Scan(&body)
		answer(w, r, body, err)
	})
	http.HandleFunc("/v1/findings/", func(w http.ResponseWriter, r *http.Request) {
		hash := sha256.Sum256([]byte(strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")))
		var body []byte
		var nothing bool
		err := app.BeginTxFunc(r.Context(), pgx.TxOptions{AccessMode: pgx.ReadOnly}, func(tx pgx.Tx) error {
			var person string
			if err := tx.QueryRow(r.Context(), signIn, hash[:]).Scan(&person); err != nil {
				return err
			}
			return tx.QueryRow(r.Context(), finding, strings.TrimPrefix(r.URL.Path, "/v1/findings/")).Scan(&body, &nothing)
		})
		answer(w, r, body, err)
	})
	log.Fatal(http.ListenAndServe("127.0.0.1:"+os.Getenv("BENCH_PORT"), nil))
}
