CREATE TABLE "meta" (
  "name" text COLLATE "C" NOT NULL,
  "content" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("name")
);

CREATE TABLE "audit" (
  "house" text COLLATE "C" NOT NULL,
  "record" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "type" text COLLATE "C" NOT NULL,
  "operation" text COLLATE "C" NOT NULL,
  "recorded_at" bigint NOT NULL,
  "happened_at" bigint NOT NULL,
  "actor" text COLLATE "C",
  "gateway" text COLLATE "C" NOT NULL,
  "reason" text COLLATE "C",
  "because" text COLLATE "C",
  "batch" text COLLATE "C",
  "effects" text COLLATE "C",
  "changes" text COLLATE "C" NOT NULL,
  "hash" bytea NOT NULL,
  "position" bigint NOT NULL,
  PRIMARY KEY ("house", "record", "version")
);
CREATE INDEX "audit_recorded" ON "audit" ("house", "recorded_at");
CREATE INDEX "audit_batch" ON "audit" ("house", "batch") WHERE "batch" IS NOT NULL;
CREATE INDEX "audit_position" ON "audit" ("house", "position");

CREATE TABLE "seal" (
  "house" text COLLATE "C" NOT NULL,
  "number" bigint NOT NULL,
  "sealed_at" bigint NOT NULL,
  "low" bigint NOT NULL,
  "high" bigint NOT NULL,
  "rows" bigint NOT NULL,
  "digest" bytea NOT NULL,
  "previous" bytea NOT NULL,
  "key" bytea NOT NULL,
  "signature" bytea NOT NULL,
  PRIMARY KEY ("house", "number")
);

CREATE TABLE "erasure" (
  "house" text COLLATE "C" NOT NULL,
  "record" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "type" text COLLATE "C" NOT NULL,
  "at" bigint NOT NULL,
  "actor" text COLLATE "C",
  "reason" text COLLATE "C" NOT NULL,
  "values" text COLLATE "C" NOT NULL,
  "key" bytea NOT NULL,
  "signature" bytea NOT NULL,
  PRIMARY KEY ("house", "record", "version")
);
CREATE INDEX "erasure_at" ON "erasure" ("house", "at");

CREATE TABLE "number_block" (
  "house" text COLLATE "C" NOT NULL,
  "prefix" text COLLATE "C" NOT NULL,
  "next" bigint NOT NULL,
  PRIMARY KEY ("house", "prefix")
);

CREATE TABLE "origin" (
  "house" text COLLATE "C" NOT NULL,
  "type" text COLLATE "C" NOT NULL,
  "key" text COLLATE "C" NOT NULL,
  "batch" text COLLATE "C" NOT NULL,
  "record" text COLLATE "C" NOT NULL,
  "digest" text COLLATE "C" NOT NULL,
  "at" bigint NOT NULL,
  PRIMARY KEY ("house", "type", "key", "batch")
);
CREATE INDEX "origin_batch" ON "origin" ("house", "batch");

CREATE TABLE "idempotency" (
  "house" text COLLATE "C" NOT NULL,
  "key" text COLLATE "C" NOT NULL,
  "fingerprint" text COLLATE "C" NOT NULL,
  "at" bigint NOT NULL,
  "answer" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("house", "key")
);
CREATE INDEX "idempotency_at" ON "idempotency" ("at");

CREATE TABLE "job" (
  "id" text COLLATE "C" NOT NULL,
  "house" text COLLATE "C" NOT NULL,
  "topic" text COLLATE "C" NOT NULL,
  "data" text COLLATE "C" NOT NULL,
  "unique_key" text COLLATE "C",
  "state" text COLLATE "C" NOT NULL,
  "run_at" bigint NOT NULL,
  "attempt" bigint NOT NULL,
  "lease_until" bigint,
  "leased_by" text COLLATE "C",
  "error" text COLLATE "C",
  "created_at" bigint NOT NULL,
  "done_at" bigint,
  PRIMARY KEY ("id")
);
CREATE INDEX "job_due" ON "job" ("state", "run_at", "id");
CREATE UNIQUE INDEX "job_unique_key" ON "job" ("house", "topic", "unique_key") WHERE "unique_key" IS NOT NULL;

CREATE TABLE "search_doc" (
  "doc" bigint NOT NULL,
  "house" text COLLATE "C" NOT NULL,
  "type" text COLLATE "C" NOT NULL,
  "record" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "title" text COLLATE "C" NOT NULL,
  "body" text COLLATE "C" NOT NULL,
  "segment" bigint,
  PRIMARY KEY ("doc")
);
CREATE UNIQUE INDEX "search_doc_record" ON "search_doc" ("house", "type", "record");
CREATE INDEX "search_doc_waiting" ON "search_doc" ("house", "doc") WHERE "segment" IS NULL;

CREATE TABLE "search_segment" (
  "house" text COLLATE "C" NOT NULL,
  "id" bigint NOT NULL,
  "state" bigint NOT NULL,
  "low" bigint NOT NULL,
  "high" bigint NOT NULL,
  "docs" bigint NOT NULL,
  "newest" bigint NOT NULL,
  "erased" bigint NOT NULL,
  "at" bigint NOT NULL,
  PRIMARY KEY ("house", "id")
);

CREATE TABLE "search_block" (
  "house" text COLLATE "C" NOT NULL,
  "segment" bigint NOT NULL,
  "part" bigint NOT NULL,
  "word" text COLLATE "C" NOT NULL,
  "data" bytea NOT NULL,
  PRIMARY KEY ("house", "segment", "part", "word")
);

CREATE TABLE "organisation" (
  "house" text COLLATE "C" NOT NULL,
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint,
  "created_by" text COLLATE "C",
  "updated_at" bigint,
  "updated_by" text COLLATE "C",
  "name" text COLLATE "C",
  "name__fold" text COLLATE "C",
  "kind" text COLLATE "C",
  "kind__rank" bigint,
  "email" text COLLATE "C",
  "email__fold" text COLLATE "C",
  "phone" text COLLATE "C",
  "phone__fold" text COLLATE "C",
  "website" text COLLATE "C",
  "website__fold" text COLLATE "C",
  "note" text COLLATE "C",
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "organisation_created_at" ON "organisation" ("house", "created_at", "id");
CREATE INDEX "organisation_updated_at" ON "organisation" ("house", "updated_at", "id");
CREATE UNIQUE INDEX "organisation_name_key" ON "organisation" ("house", "name");
CREATE INDEX "organisation_name__fold" ON "organisation" ("house", "name__fold", "id");

CREATE TABLE "organisation__reader" (
  "house" text COLLATE "C" NOT NULL,
  "principal" text COLLATE "C" NOT NULL,
  "category" text COLLATE "C" NOT NULL,
  "record" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
);
CREATE INDEX "organisation__reader_record" ON "organisation__reader" ("house", "record");

CREATE TABLE "location" (
  "house" text COLLATE "C" NOT NULL,
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint,
  "created_by" text COLLATE "C",
  "updated_at" bigint,
  "updated_by" text COLLATE "C",
  "name" text COLLATE "C",
  "name__fold" text COLLATE "C",
  "part_of" text COLLATE "C",
  "address" text COLLATE "C",
  "zone" text COLLATE "C",
  "zone__fold" text COLLATE "C",
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "location_created_at" ON "location" ("house", "created_at", "id");
CREATE INDEX "location_updated_at" ON "location" ("house", "updated_at", "id");
CREATE UNIQUE INDEX "location_name_key" ON "location" ("house", "name");
CREATE INDEX "location_name__fold" ON "location" ("house", "name__fold", "id");
CREATE INDEX "location_part_of" ON "location" ("house", "part_of", "id");

CREATE TABLE "location__reader" (
  "house" text COLLATE "C" NOT NULL,
  "principal" text COLLATE "C" NOT NULL,
  "category" text COLLATE "C" NOT NULL,
  "record" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
);
CREATE INDEX "location__reader_record" ON "location__reader" ("house", "record");

CREATE TABLE "department" (
  "house" text COLLATE "C" NOT NULL,
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint,
  "created_by" text COLLATE "C",
  "updated_at" bigint,
  "updated_by" text COLLATE "C",
  "name" text COLLATE "C",
  "name__fold" text COLLATE "C",
  "organisation" text COLLATE "C",
  "part_of" text COLLATE "C",
  "head" text COLLATE "C",
  "cost_centre" text COLLATE "C",
  "cost_centre__fold" text COLLATE "C",
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "department_created_at" ON "department" ("house", "created_at", "id");
CREATE INDEX "department_updated_at" ON "department" ("house", "updated_at", "id");
CREATE UNIQUE INDEX "department_name_key" ON "department" ("house", "name");
CREATE INDEX "department_name__fold" ON "department" ("house", "name__fold", "id");
CREATE INDEX "department_organisation" ON "department" ("house", "organisation", "id");
CREATE INDEX "department_part_of" ON "department" ("house", "part_of", "id");

CREATE TABLE "department__reader" (
  "house" text COLLATE "C" NOT NULL,
  "principal" text COLLATE "C" NOT NULL,
  "category" text COLLATE "C" NOT NULL,
  "record" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
);
CREATE INDEX "department__reader_record" ON "department__reader" ("house", "record");

CREATE TABLE "role" (
  "house" text COLLATE "C" NOT NULL,
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint,
  "created_by" text COLLATE "C",
  "updated_at" bigint,
  "updated_by" text COLLATE "C",
  "key" text COLLATE "C",
  "key__fold" text COLLATE "C",
  "name" text COLLATE "C",
  "name__fold" text COLLATE "C",
  "note" text COLLATE "C",
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "role_created_at" ON "role" ("house", "created_at", "id");
CREATE INDEX "role_updated_at" ON "role" ("house", "updated_at", "id");
CREATE UNIQUE INDEX "role_key_key" ON "role" ("house", "key");
CREATE INDEX "role_key__fold" ON "role" ("house", "key__fold", "id");

CREATE TABLE "role__reader" (
  "house" text COLLATE "C" NOT NULL,
  "principal" text COLLATE "C" NOT NULL,
  "category" text COLLATE "C" NOT NULL,
  "record" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
);
CREATE INDEX "role__reader_record" ON "role__reader" ("house", "record");

CREATE TABLE "person" (
  "house" text COLLATE "C" NOT NULL,
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint,
  "created_by" text COLLATE "C",
  "updated_at" bigint,
  "updated_by" text COLLATE "C",
  "name" text COLLATE "C",
  "name__fold" text COLLATE "C",
  "email" text COLLATE "C",
  "email__fold" text COLLATE "C",
  "phone" text COLLATE "C",
  "phone__fold" text COLLATE "C",
  "job_title" text COLLATE "C",
  "job_title__fold" text COLLATE "C",
  "department" text COLLATE "C",
  "organisation" text COLLATE "C",
  "location" text COLLATE "C",
  "manager" text COLLATE "C",
  "cost_centre" text COLLATE "C",
  "cost_centre__fold" text COLLATE "C",
  "vip" bigint,
  "language" text COLLATE "C",
  "language__rank" bigint,
  "formats" text COLLATE "C",
  "formats__rank" bigint,
  "zone" text COLLATE "C",
  "zone__fold" text COLLATE "C",
  "active" bigint,
  "roles" text COLLATE "C",
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "person_created_at" ON "person" ("house", "created_at", "id");
CREATE INDEX "person_updated_at" ON "person" ("house", "updated_at", "id");
CREATE INDEX "person_name__fold" ON "person" ("house", "name__fold", "id");
CREATE INDEX "person_name" ON "person" ("house", "name", "id");
CREATE UNIQUE INDEX "person_email_key" ON "person" ("house", "email");
CREATE INDEX "person_email__fold" ON "person" ("house", "email__fold", "id");
CREATE INDEX "person_department" ON "person" ("house", "department", "id");
CREATE INDEX "person_organisation" ON "person" ("house", "organisation", "id");
CREATE INDEX "person_manager" ON "person" ("house", "manager", "id");

CREATE TABLE "person__reader" (
  "house" text COLLATE "C" NOT NULL,
  "principal" text COLLATE "C" NOT NULL,
  "category" text COLLATE "C" NOT NULL,
  "record" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
);
CREATE INDEX "person__reader_record" ON "person__reader" ("house", "record");

CREATE TABLE "team" (
  "house" text COLLATE "C" NOT NULL,
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint,
  "created_by" text COLLATE "C",
  "updated_at" bigint,
  "updated_by" text COLLATE "C",
  "name" text COLLATE "C",
  "name__fold" text COLLATE "C",
  "lead" text COLLATE "C",
  "email" text COLLATE "C",
  "email__fold" text COLLATE "C",
  "note" text COLLATE "C",
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "team_created_at" ON "team" ("house", "created_at", "id");
CREATE INDEX "team_updated_at" ON "team" ("house", "updated_at", "id");
CREATE UNIQUE INDEX "team_name_key" ON "team" ("house", "name");
CREATE INDEX "team_name__fold" ON "team" ("house", "name__fold", "id");

CREATE TABLE "team__reader" (
  "house" text COLLATE "C" NOT NULL,
  "principal" text COLLATE "C" NOT NULL,
  "category" text COLLATE "C" NOT NULL,
  "record" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
);
CREATE INDEX "team__reader_record" ON "team__reader" ("house", "record");

CREATE TABLE "membership" (
  "house" text COLLATE "C" NOT NULL,
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint,
  "created_by" text COLLATE "C",
  "updated_at" bigint,
  "updated_by" text COLLATE "C",
  "person" text COLLATE "C",
  "team" text COLLATE "C",
  "pair" text COLLATE "C",
  "pair__fold" text COLLATE "C",
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "membership_created_at" ON "membership" ("house", "created_at", "id");
CREATE INDEX "membership_updated_at" ON "membership" ("house", "updated_at", "id");
CREATE INDEX "membership_person" ON "membership" ("house", "person", "id");
CREATE INDEX "membership_team" ON "membership" ("house", "team", "id");
CREATE UNIQUE INDEX "membership_pair_key" ON "membership" ("house", "pair");
CREATE INDEX "membership_pair__fold" ON "membership" ("house", "pair__fold", "id");

CREATE TABLE "membership__reader" (
  "house" text COLLATE "C" NOT NULL,
  "principal" text COLLATE "C" NOT NULL,
  "category" text COLLATE "C" NOT NULL,
  "record" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
);
CREATE INDEX "membership__reader_record" ON "membership__reader" ("house", "record");

CREATE TABLE "credential" (
  "house" text COLLATE "C" NOT NULL,
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint,
  "created_by" text COLLATE "C",
  "updated_at" bigint,
  "updated_by" text COLLATE "C",
  "person" text COLLATE "C",
  "password_hash" text COLLATE "C",
  "password_set_at" bigint,
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "credential_created_at" ON "credential" ("house", "created_at", "id");
CREATE INDEX "credential_updated_at" ON "credential" ("house", "updated_at", "id");
CREATE UNIQUE INDEX "credential_person_key" ON "credential" ("house", "person");

CREATE TABLE "credential__reader" (
  "house" text COLLATE "C" NOT NULL,
  "principal" text COLLATE "C" NOT NULL,
  "category" text COLLATE "C" NOT NULL,
  "record" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
);
CREATE INDEX "credential__reader_record" ON "credential__reader" ("house", "record");

CREATE TABLE "session" (
  "house" text COLLATE "C" NOT NULL,
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint,
  "created_by" text COLLATE "C",
  "updated_at" bigint,
  "updated_by" text COLLATE "C",
  "person" text COLLATE "C",
  "token_hash" text COLLATE "C",
  "token_hash__fold" text COLLATE "C",
  "expires_at" bigint,
  "seen_at" bigint,
  "address" text COLLATE "C",
  "address__fold" text COLLATE "C",
  "device" text COLLATE "C",
  "device__fold" text COLLATE "C",
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "session_created_at" ON "session" ("house", "created_at", "id");
CREATE INDEX "session_updated_at" ON "session" ("house", "updated_at", "id");
CREATE INDEX "session_person" ON "session" ("house", "person", "id");
CREATE UNIQUE INDEX "session_token_hash_key" ON "session" ("house", "token_hash");
CREATE INDEX "session_token_hash__fold" ON "session" ("house", "token_hash__fold", "id");
CREATE INDEX "session_expires_at" ON "session" ("house", "expires_at", "id");

CREATE TABLE "session__reader" (
  "house" text COLLATE "C" NOT NULL,
  "principal" text COLLATE "C" NOT NULL,
  "category" text COLLATE "C" NOT NULL,
  "record" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
);
CREATE INDEX "session__reader_record" ON "session__reader" ("house", "record");

CREATE TABLE "api_token" (
  "house" text COLLATE "C" NOT NULL,
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint,
  "created_by" text COLLATE "C",
  "updated_at" bigint,
  "updated_by" text COLLATE "C",
  "person" text COLLATE "C",
  "name" text COLLATE "C",
  "name__fold" text COLLATE "C",
  "token_hash" text COLLATE "C",
  "token_hash__fold" text COLLATE "C",
  "scopes" text COLLATE "C",
  "scopes__fold" text COLLATE "C",
  "expires_at" bigint,
  "used_at" bigint,
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "api_token_created_at" ON "api_token" ("house", "created_at", "id");
CREATE INDEX "api_token_updated_at" ON "api_token" ("house", "updated_at", "id");
CREATE INDEX "api_token_person" ON "api_token" ("house", "person", "id");
CREATE UNIQUE INDEX "api_token_token_hash_key" ON "api_token" ("house", "token_hash");
CREATE INDEX "api_token_token_hash__fold" ON "api_token" ("house", "token_hash__fold", "id");

CREATE TABLE "api_token__reader" (
  "house" text COLLATE "C" NOT NULL,
  "principal" text COLLATE "C" NOT NULL,
  "category" text COLLATE "C" NOT NULL,
  "record" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
);
CREATE INDEX "api_token__reader_record" ON "api_token__reader" ("house", "record");

CREATE TABLE "custom_field" (
  "house" text COLLATE "C" NOT NULL,
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint,
  "created_by" text COLLATE "C",
  "updated_at" bigint,
  "updated_by" text COLLATE "C",
  "record_type" text COLLATE "C",
  "record_type__fold" text COLLATE "C",
  "name" text COLLATE "C",
  "name__fold" text COLLATE "C",
  "kind" text COLLATE "C",
  "kind__rank" bigint,
  "label" text COLLATE "C",
  "label__fold" text COLLATE "C",
  "hint" text COLLATE "C",
  "hint__fold" text COLLATE "C",
  "options" text COLLATE "C",
  "target" text COLLATE "C",
  "target__fold" text COLLATE "C",
  "scale" bigint,
  "longest" bigint,
  "required" bigint,
  "unique_value" bigint,
  "sortable" bigint,
  "searched" bigint,
  "key" text COLLATE "C",
  "key__fold" text COLLATE "C",
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "custom_field_created_at" ON "custom_field" ("house", "created_at", "id");
CREATE INDEX "custom_field_updated_at" ON "custom_field" ("house", "updated_at", "id");
CREATE INDEX "custom_field_record_type__fold" ON "custom_field" ("house", "record_type__fold", "id");
CREATE INDEX "custom_field_record_type" ON "custom_field" ("house", "record_type", "id");
CREATE UNIQUE INDEX "custom_field_key_key" ON "custom_field" ("house", "key");
CREATE INDEX "custom_field_key__fold" ON "custom_field" ("house", "key__fold", "id");

CREATE TABLE "custom_field__reader" (
  "house" text COLLATE "C" NOT NULL,
  "principal" text COLLATE "C" NOT NULL,
  "category" text COLLATE "C" NOT NULL,
  "record" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
);
CREATE INDEX "custom_field__reader_record" ON "custom_field__reader" ("house", "record");

CREATE TABLE "permission" (
  "house" text COLLATE "C" NOT NULL,
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint,
  "created_by" text COLLATE "C",
  "updated_at" bigint,
  "updated_by" text COLLATE "C",
  "role" text COLLATE "C",
  "record_type" text COLLATE "C",
  "record_type__fold" text COLLATE "C",
  "operations" text COLLATE "C",
  "operations__rank" text COLLATE "C",
  "rows" text COLLATE "C",
  "rows__fold" text COLLATE "C",
  "via" text COLLATE "C",
  "via__fold" text COLLATE "C",
  "only_fields" text COLLATE "C",
  "only_fields__fold" text COLLATE "C",
  "but_fields" text COLLATE "C",
  "but_fields__fold" text COLLATE "C",
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "permission_created_at" ON "permission" ("house", "created_at", "id");
CREATE INDEX "permission_updated_at" ON "permission" ("house", "updated_at", "id");
CREATE INDEX "permission_role" ON "permission" ("house", "role", "id");
CREATE INDEX "permission_record_type__fold" ON "permission" ("house", "record_type__fold", "id");
CREATE INDEX "permission_record_type" ON "permission" ("house", "record_type", "id");

CREATE TABLE "permission__reader" (
  "house" text COLLATE "C" NOT NULL,
  "principal" text COLLATE "C" NOT NULL,
  "category" text COLLATE "C" NOT NULL,
  "record" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
);
CREATE INDEX "permission__reader_record" ON "permission__reader" ("house", "record");

CREATE TABLE "saved_view" (
  "house" text COLLATE "C" NOT NULL,
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint,
  "created_by" text COLLATE "C",
  "updated_at" bigint,
  "updated_by" text COLLATE "C",
  "owner" text COLLATE "C",
  "of_type" text COLLATE "C",
  "of_type__fold" text COLLATE "C",
  "name" text COLLATE "C",
  "name__fold" text COLLATE "C",
  "filter" text COLLATE "C",
  "filter__fold" text COLLATE "C",
  "order_by" text COLLATE "C",
  "order_by__fold" text COLLATE "C",
  "columns" text COLLATE "C",
  "columns__fold" text COLLATE "C",
  "colour" text COLLATE "C",
  "colour__rank" bigint,
  "shared" bigint,
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "saved_view_created_at" ON "saved_view" ("house", "created_at", "id");
CREATE INDEX "saved_view_updated_at" ON "saved_view" ("house", "updated_at", "id");
CREATE INDEX "saved_view_owner" ON "saved_view" ("house", "owner", "id");
CREATE INDEX "saved_view_of_type__fold" ON "saved_view" ("house", "of_type__fold", "id");
CREATE INDEX "saved_view_of_type" ON "saved_view" ("house", "of_type", "id");

CREATE TABLE "saved_view__reader" (
  "house" text COLLATE "C" NOT NULL,
  "principal" text COLLATE "C" NOT NULL,
  "category" text COLLATE "C" NOT NULL,
  "record" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
);
CREATE INDEX "saved_view__reader_record" ON "saved_view__reader" ("house", "record");

CREATE TABLE "service" (
  "house" text COLLATE "C" NOT NULL,
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint,
  "created_by" text COLLATE "C",
  "updated_at" bigint,
  "updated_by" text COLLATE "C",
  "number" text COLLATE "C",
  "number__fold" text COLLATE "C",
  "state" text COLLATE "C",
  "state__rank" bigint,
  "state__open" bigint,
  "name" text COLLATE "C",
  "name__fold" text COLLATE "C",
  "description" text COLLATE "C",
  "outcome" text COLLATE "C",
  "owner" text COLLATE "C",
  "team" text COLLATE "C",
  "criticality" text COLLATE "C",
  "criticality__rank" bigint,
  "hours" text COLLATE "C",
  "hours__fold" text COLLATE "C",
  "continuity" text COLLATE "C",
  "continuity__rank" bigint,
  "cost_centre" text COLLATE "C",
  "cost_centre__fold" text COLLATE "C",
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "service_created_at" ON "service" ("house", "created_at", "id");
CREATE INDEX "service_updated_at" ON "service" ("house", "updated_at", "id");
CREATE UNIQUE INDEX "service_number_key" ON "service" ("house", "number");
CREATE INDEX "service_number__fold" ON "service" ("house", "number__fold", "id");
CREATE INDEX "service_state__rank" ON "service" ("house", "state__rank", "id");
CREATE INDEX "service_state" ON "service" ("house", "state", "id");
CREATE UNIQUE INDEX "service_name_key" ON "service" ("house", "name");
CREATE INDEX "service_name__fold" ON "service" ("house", "name__fold", "id");
CREATE INDEX "service_owner" ON "service" ("house", "owner", "id");
CREATE INDEX "service_team" ON "service" ("house", "team", "id");

CREATE TABLE "service__reader" (
  "house" text COLLATE "C" NOT NULL,
  "principal" text COLLATE "C" NOT NULL,
  "category" text COLLATE "C" NOT NULL,
  "record" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
);
CREATE INDEX "service__reader_record" ON "service__reader" ("house", "record");

CREATE TABLE "service_dependency" (
  "house" text COLLATE "C" NOT NULL,
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint,
  "created_by" text COLLATE "C",
  "updated_at" bigint,
  "updated_by" text COLLATE "C",
  "service" text COLLATE "C",
  "depends_on" text COLLATE "C",
  "note" text COLLATE "C",
  "pair" text COLLATE "C",
  "pair__fold" text COLLATE "C",
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "service_dependency_created_at" ON "service_dependency" ("house", "created_at", "id");
CREATE INDEX "service_dependency_updated_at" ON "service_dependency" ("house", "updated_at", "id");
CREATE INDEX "service_dependency_service" ON "service_dependency" ("house", "service", "id");
CREATE INDEX "service_dependency_depends_on" ON "service_dependency" ("house", "depends_on", "id");
CREATE UNIQUE INDEX "service_dependency_pair_key" ON "service_dependency" ("house", "pair");
CREATE INDEX "service_dependency_pair__fold" ON "service_dependency" ("house", "pair__fold", "id");

CREATE TABLE "service_dependency__reader" (
  "house" text COLLATE "C" NOT NULL,
  "principal" text COLLATE "C" NOT NULL,
  "category" text COLLATE "C" NOT NULL,
  "record" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
);
CREATE INDEX "service_dependency__reader_record" ON "service_dependency__reader" ("house", "record");

CREATE TABLE "calendar" (
  "house" text COLLATE "C" NOT NULL,
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint,
  "created_by" text COLLATE "C",
  "updated_at" bigint,
  "updated_by" text COLLATE "C",
  "name" text COLLATE "C",
  "name__fold" text COLLATE "C",
  "zone" text COLLATE "C",
  "zone__fold" text COLLATE "C",
  "monday" text COLLATE "C",
  "monday__fold" text COLLATE "C",
  "tuesday" text COLLATE "C",
  "tuesday__fold" text COLLATE "C",
  "wednesday" text COLLATE "C",
  "wednesday__fold" text COLLATE "C",
  "thursday" text COLLATE "C",
  "thursday__fold" text COLLATE "C",
  "friday" text COLLATE "C",
  "friday__fold" text COLLATE "C",
  "saturday" text COLLATE "C",
  "saturday__fold" text COLLATE "C",
  "sunday" text COLLATE "C",
  "sunday__fold" text COLLATE "C",
  "breaks" text COLLATE "C",
  "breaks__fold" text COLLATE "C",
  "holidays" text COLLATE "C",
  "holidays__rank" bigint,
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "calendar_created_at" ON "calendar" ("house", "created_at", "id");
CREATE INDEX "calendar_updated_at" ON "calendar" ("house", "updated_at", "id");
CREATE UNIQUE INDEX "calendar_name_key" ON "calendar" ("house", "name");
CREATE INDEX "calendar_name__fold" ON "calendar" ("house", "name__fold", "id");

CREATE TABLE "calendar__reader" (
  "house" text COLLATE "C" NOT NULL,
  "principal" text COLLATE "C" NOT NULL,
  "category" text COLLATE "C" NOT NULL,
  "record" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
);
CREATE INDEX "calendar__reader_record" ON "calendar__reader" ("house", "record");

CREATE TABLE "calendar_day" (
  "house" text COLLATE "C" NOT NULL,
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint,
  "created_by" text COLLATE "C",
  "updated_at" bigint,
  "updated_by" text COLLATE "C",
  "calendar" text COLLATE "C",
  "name" text COLLATE "C",
  "name__fold" text COLLATE "C",
  "day" text COLLATE "C",
  "day__fold" text COLLATE "C",
  "open" text COLLATE "C",
  "open__fold" text COLLATE "C",
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "calendar_day_created_at" ON "calendar_day" ("house", "created_at", "id");
CREATE INDEX "calendar_day_updated_at" ON "calendar_day" ("house", "updated_at", "id");
CREATE INDEX "calendar_day_calendar" ON "calendar_day" ("house", "calendar", "id");

CREATE TABLE "calendar_day__reader" (
  "house" text COLLATE "C" NOT NULL,
  "principal" text COLLATE "C" NOT NULL,
  "category" text COLLATE "C" NOT NULL,
  "record" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
);
CREATE INDEX "calendar_day__reader_record" ON "calendar_day__reader" ("house", "record");

CREATE TABLE "agreement" (
  "house" text COLLATE "C" NOT NULL,
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint,
  "created_by" text COLLATE "C",
  "updated_at" bigint,
  "updated_by" text COLLATE "C",
  "name" text COLLATE "C",
  "name__fold" text COLLATE "C",
  "kind" text COLLATE "C",
  "kind__rank" bigint,
  "party" text COLLATE "C",
  "active" bigint,
  "note" text COLLATE "C",
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "agreement_created_at" ON "agreement" ("house", "created_at", "id");
CREATE INDEX "agreement_updated_at" ON "agreement" ("house", "updated_at", "id");
CREATE UNIQUE INDEX "agreement_name_key" ON "agreement" ("house", "name");
CREATE INDEX "agreement_name__fold" ON "agreement" ("house", "name__fold", "id");
CREATE INDEX "agreement_party" ON "agreement" ("house", "party", "id");

CREATE TABLE "agreement__reader" (
  "house" text COLLATE "C" NOT NULL,
  "principal" text COLLATE "C" NOT NULL,
  "category" text COLLATE "C" NOT NULL,
  "record" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
);
CREATE INDEX "agreement__reader_record" ON "agreement__reader" ("house", "record");

CREATE TABLE "target" (
  "house" text COLLATE "C" NOT NULL,
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint,
  "created_by" text COLLATE "C",
  "updated_at" bigint,
  "updated_by" text COLLATE "C",
  "agreement" text COLLATE "C",
  "measure" text COLLATE "C",
  "measure__rank" bigint,
  "record_type" text COLLATE "C",
  "record_type__fold" text COLLATE "C",
  "filter" text COLLATE "C",
  "filter__fold" text COLLATE "C",
  "within" bigint,
  "calendar" text COLLATE "C",
  "starts" text COLLATE "C",
  "starts__fold" text COLLATE "C",
  "pauses" text COLLATE "C",
  "pauses__fold" text COLLATE "C",
  "stops" text COLLATE "C",
  "stops__fold" text COLLATE "C",
  "resets" text COLLATE "C",
  "resets__fold" text COLLATE "C",
  "reopening" text COLLATE "C",
  "reopening__rank" bigint,
  "retargeting" text COLLATE "C",
  "retargeting__rank" bigint,
  "name" text COLLATE "C",
  "name__fold" text COLLATE "C",
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "target_created_at" ON "target" ("house", "created_at", "id");
CREATE INDEX "target_updated_at" ON "target" ("house", "updated_at", "id");
CREATE INDEX "target_agreement" ON "target" ("house", "agreement", "id");
CREATE INDEX "target_calendar" ON "target" ("house", "calendar", "id");

CREATE TABLE "target__reader" (
  "house" text COLLATE "C" NOT NULL,
  "principal" text COLLATE "C" NOT NULL,
  "category" text COLLATE "C" NOT NULL,
  "record" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
);
CREATE INDEX "target__reader_record" ON "target__reader" ("house", "record");

CREATE TABLE "escalation_step" (
  "house" text COLLATE "C" NOT NULL,
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint,
  "created_by" text COLLATE "C",
  "updated_at" bigint,
  "updated_by" text COLLATE "C",
  "agreement" text COLLATE "C",
  "percent" bigint,
  "tell" text COLLATE "C",
  "tell__rank" text COLLATE "C",
  "also" text COLLATE "C",
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "escalation_step_created_at" ON "escalation_step" ("house", "created_at", "id");
CREATE INDEX "escalation_step_updated_at" ON "escalation_step" ("house", "updated_at", "id");
CREATE INDEX "escalation_step_agreement" ON "escalation_step" ("house", "agreement", "id");

CREATE TABLE "escalation_step__reader" (
  "house" text COLLATE "C" NOT NULL,
  "principal" text COLLATE "C" NOT NULL,
  "category" text COLLATE "C" NOT NULL,
  "record" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
);
CREATE INDEX "escalation_step__reader_record" ON "escalation_step__reader" ("house", "record");

CREATE TABLE "configuration_item" (
  "house" text COLLATE "C" NOT NULL,
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint,
  "created_by" text COLLATE "C",
  "updated_at" bigint,
  "updated_by" text COLLATE "C",
  "number" text COLLATE "C",
  "number__fold" text COLLATE "C",
  "state" text COLLATE "C",
  "state__rank" bigint,
  "state__open" bigint,
  "name" text COLLATE "C",
  "name__fold" text COLLATE "C",
  "class" text COLLATE "C",
  "class__rank" bigint,
  "owner" text COLLATE "C",
  "team" text COLLATE "C",
  "service" text COLLATE "C",
  "location" text COLLATE "C",
  "environment" text COLLATE "C",
  "environment__rank" bigint,
  "description" text COLLATE "C",
  "last_verified" bigint,
  "members_needed" bigint,
  "source_of_truth" text COLLATE "C",
  "source_of_truth__fold" text COLLATE "C",
  "external_key" text COLLATE "C",
  "external_key__fold" text COLLATE "C",
  "identity" text COLLATE "C",
  "identity__fold" text COLLATE "C",
  "serial_number" text COLLATE "C",
  "serial_number__fold" text COLLATE "C",
  "manufacturer" text COLLATE "C",
  "manufacturer__fold" text COLLATE "C",
  "model" text COLLATE "C",
  "model__fold" text COLLATE "C",
  "ip_address" text COLLATE "C",
  "ip_address__fold" text COLLATE "C",
  "operating_system" text COLLATE "C",
  "operating_system__fold" text COLLATE "C",
  "version_installed" text COLLATE "C",
  "version_installed__fold" text COLLATE "C",
  "url" text COLLATE "C",
  "url__fold" text COLLATE "C",
  "used_by" text COLLATE "C",
  "attachment_count" bigint,
  "watchers" text COLLATE "C",
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "configuration_item_created_at" ON "configuration_item" ("house", "created_at", "id");
CREATE INDEX "configuration_item_updated_at" ON "configuration_item" ("house", "updated_at", "id");
CREATE UNIQUE INDEX "configuration_item_number_key" ON "configuration_item" ("house", "number");
CREATE INDEX "configuration_item_number__fold" ON "configuration_item" ("house", "number__fold", "id");
CREATE INDEX "configuration_item_state__rank" ON "configuration_item" ("house", "state__rank", "id");
CREATE INDEX "configuration_item_state" ON "configuration_item" ("house", "state", "id");
CREATE INDEX "configuration_item_name__fold" ON "configuration_item" ("house", "name__fold", "id");
CREATE INDEX "configuration_item_name" ON "configuration_item" ("house", "name", "id");
CREATE INDEX "configuration_item_class__rank" ON "configuration_item" ("house", "class__rank", "id");
CREATE INDEX "configuration_item_class" ON "configuration_item" ("house", "class", "id");
CREATE INDEX "configuration_item_owner" ON "configuration_item" ("house", "owner", "id");
CREATE INDEX "configuration_item_team" ON "configuration_item" ("house", "team", "id");
CREATE INDEX "configuration_item_service" ON "configuration_item" ("house", "service", "id");
CREATE INDEX "configuration_item_location" ON "configuration_item" ("house", "location", "id");
CREATE INDEX "configuration_item_last_verified" ON "configuration_item" ("house", "last_verified", "id");
CREATE UNIQUE INDEX "configuration_item_external_key_key" ON "configuration_item" ("house", "external_key") WHERE "external_key" IS NOT NULL;
CREATE UNIQUE INDEX "configuration_item_identity_key" ON "configuration_item" ("house", "identity");
CREATE INDEX "configuration_item_identity__fold" ON "configuration_item" ("house", "identity__fold", "id");
CREATE INDEX "configuration_item_serial_number__fold" ON "configuration_item" ("house", "serial_number__fold", "id");
CREATE INDEX "configuration_item_serial_number" ON "configuration_item" ("house", "serial_number", "id");
CREATE INDEX "configuration_item_used_by" ON "configuration_item" ("house", "used_by", "id");

CREATE TABLE "configuration_item__reader" (
  "house" text COLLATE "C" NOT NULL,
  "principal" text COLLATE "C" NOT NULL,
  "category" text COLLATE "C" NOT NULL,
  "record" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
);
CREATE INDEX "configuration_item__reader_record" ON "configuration_item__reader" ("house", "record");

CREATE TABLE "relation" (
  "house" text COLLATE "C" NOT NULL,
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint,
  "created_by" text COLLATE "C",
  "updated_at" bigint,
  "updated_by" text COLLATE "C",
  "from_item" text COLLATE "C",
  "kind" text COLLATE "C",
  "kind__rank" bigint,
  "to_item" text COLLATE "C",
  "pair" text COLLATE "C",
  "pair__fold" text COLLATE "C",
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "relation_created_at" ON "relation" ("house", "created_at", "id");
CREATE INDEX "relation_updated_at" ON "relation" ("house", "updated_at", "id");
CREATE INDEX "relation_from_item" ON "relation" ("house", "from_item", "id");
CREATE INDEX "relation_to_item" ON "relation" ("house", "to_item", "id");
CREATE UNIQUE INDEX "relation_pair_key" ON "relation" ("house", "pair");
CREATE INDEX "relation_pair__fold" ON "relation" ("house", "pair__fold", "id");

CREATE TABLE "relation__reader" (
  "house" text COLLATE "C" NOT NULL,
  "principal" text COLLATE "C" NOT NULL,
  "category" text COLLATE "C" NOT NULL,
  "record" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
);
CREATE INDEX "relation__reader_record" ON "relation__reader" ("house", "record");

CREATE TABLE "absence" (
  "house" text COLLATE "C" NOT NULL,
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint,
  "created_by" text COLLATE "C",
  "updated_at" bigint,
  "updated_by" text COLLATE "C",
  "state" text COLLATE "C",
  "state__rank" bigint,
  "state__open" bigint,
  "person" text COLLATE "C",
  "from_at" bigint,
  "until_at" bigint,
  "substitute" text COLLATE "C",
  "note" text COLLATE "C",
  "note__fold" text COLLATE "C",
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "absence_created_at" ON "absence" ("house", "created_at", "id");
CREATE INDEX "absence_updated_at" ON "absence" ("house", "updated_at", "id");
CREATE INDEX "absence_state__rank" ON "absence" ("house", "state__rank", "id");
CREATE INDEX "absence_state" ON "absence" ("house", "state", "id");
CREATE INDEX "absence_person" ON "absence" ("house", "person", "id");
CREATE INDEX "absence_from_at" ON "absence" ("house", "from_at", "id");
CREATE INDEX "absence_until_at" ON "absence" ("house", "until_at", "id");
CREATE INDEX "absence_order_1" ON "absence" ("house", "state__open", "from_at", "id");

CREATE TABLE "absence__reader" (
  "house" text COLLATE "C" NOT NULL,
  "principal" text COLLATE "C" NOT NULL,
  "category" text COLLATE "C" NOT NULL,
  "record" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
);
CREATE INDEX "absence__reader_record" ON "absence__reader" ("house", "record");

CREATE TABLE "shift_handover" (
  "house" text COLLATE "C" NOT NULL,
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint,
  "created_by" text COLLATE "C",
  "updated_at" bigint,
  "updated_by" text COLLATE "C",
  "number" text COLLATE "C",
  "number__fold" text COLLATE "C",
  "state" text COLLATE "C",
  "state__rank" bigint,
  "state__open" bigint,
  "giver" text COLLATE "C",
  "team" text COLLATE "C",
  "scope" text COLLATE "C",
  "scope__rank" bigint,
  "receiver" text COLLATE "C",
  "note" text COLLATE "C",
  "passes_on" bigint,
  "work" text COLLATE "C",
  "confirmed_at" bigint,
  "confirmed_by" text COLLATE "C",
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "shift_handover_created_at" ON "shift_handover" ("house", "created_at", "id");
CREATE INDEX "shift_handover_updated_at" ON "shift_handover" ("house", "updated_at", "id");
CREATE UNIQUE INDEX "shift_handover_number_key" ON "shift_handover" ("house", "number");
CREATE INDEX "shift_handover_number__fold" ON "shift_handover" ("house", "number__fold", "id");
CREATE INDEX "shift_handover_state__rank" ON "shift_handover" ("house", "state__rank", "id");
CREATE INDEX "shift_handover_state" ON "shift_handover" ("house", "state", "id");
CREATE INDEX "shift_handover_giver" ON "shift_handover" ("house", "giver", "id");
CREATE INDEX "shift_handover_team" ON "shift_handover" ("house", "team", "id");
CREATE INDEX "shift_handover_receiver" ON "shift_handover" ("house", "receiver", "id");
CREATE INDEX "shift_handover_order_1" ON "shift_handover" ("house", "state__open", "created_at" DESC, "id" DESC);

CREATE TABLE "shift_handover__reader" (
  "house" text COLLATE "C" NOT NULL,
  "principal" text COLLATE "C" NOT NULL,
  "category" text COLLATE "C" NOT NULL,
  "record" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
);
CREATE INDEX "shift_handover__reader_record" ON "shift_handover__reader" ("house", "record");

CREATE TABLE "incident" (
  "house" text COLLATE "C" NOT NULL,
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint,
  "created_by" text COLLATE "C",
  "updated_at" bigint,
  "updated_by" text COLLATE "C",
  "number" text COLLATE "C",
  "number__fold" text COLLATE "C",
  "state" text COLLATE "C",
  "state__rank" bigint,
  "state__open" bigint,
  "title" text COLLATE "C",
  "title__fold" text COLLATE "C",
  "description" text COLLATE "C",
  "requester" text COLLATE "C",
  "channel" text COLLATE "C",
  "channel__rank" bigint,
  "service" text COLLATE "C",
  "ci" text COLLATE "C",
  "category" text COLLATE "C",
  "subcategory" text COLLATE "C",
  "location" text COLLATE "C",
  "impact" text COLLATE "C",
  "impact__rank" bigint,
  "urgency" text COLLATE "C",
  "urgency__rank" bigint,
  "priority" bigint,
  "priority_override" text COLLATE "C",
  "priority_override__rank" bigint,
  "priority_reason" text COLLATE "C",
  "priority_reason__fold" text COLLATE "C",
  "confidential" bigint,
  "pending_reason" text COLLATE "C",
  "pending_reason__rank" bigint,
  "pending_until" bigint,
  "resolution_code" text COLLATE "C",
  "resolution_code__rank" bigint,
  "resolution" text COLLATE "C",
  "cause" text COLLATE "C",
  "cause__type" text COLLATE "C",
  "merged_into" text COLLATE "C",
  "opened_by" text COLLATE "C",
  "opened_at" bigint,
  "reopen_count" bigint,
  "resolved_at" bigint,
  "time_to_resolve" bigint,
  "closed_at" bigint,
  "cancelled_at" bigint,
  "external_key" text COLLATE "C",
  "external_key__fold" text COLLATE "C",
  "source" text COLLATE "C",
  "next_step" text COLLATE "C",
  "next_step__rank" bigint,
  "next_step_at" bigint,
  "reminder_count" bigint,
  "first_handler" text COLLATE "C",
  "resolved_by" text COLLATE "C",
  "first_contact" bigint,
  "team" text COLLATE "C",
  "assignee" text COLLATE "C",
  "instead_of" text COLLATE "C",
  "reassignment_count" bigint,
  "last_message_at" bigint,
  "last_word_by" text COLLATE "C",
  "last_word_by__rank" bigint,
  "message_count" bigint,
  "responded_at" bigint,
  "agent_message_count" bigint,
  "requester_message_count" bigint,
  "attachment_count" bigint,
  "watchers" text COLLATE "C",
  "task_count" bigint,
  "open_task_count" bigint,
  "time_spent" bigint,
  "escalation_count" bigint,
  "due" bigint,
  "due_for" text COLLATE "C",
  "due_for__rank" bigint,
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "incident_created_at" ON "incident" ("house", "created_at", "id");
CREATE INDEX "incident_updated_at" ON "incident" ("house", "updated_at", "id");
CREATE UNIQUE INDEX "incident_number_key" ON "incident" ("house", "number");
CREATE INDEX "incident_number__fold" ON "incident" ("house", "number__fold", "id");
CREATE INDEX "incident_state__rank" ON "incident" ("house", "state__rank", "id");
CREATE INDEX "incident_state" ON "incident" ("house", "state", "id");
CREATE INDEX "incident_requester" ON "incident" ("house", "requester", "id");
CREATE INDEX "incident_service" ON "incident" ("house", "service", "id") WHERE "service" IS NOT NULL;
CREATE INDEX "incident_ci" ON "incident" ("house", "ci", "id") WHERE "ci" IS NOT NULL;
CREATE INDEX "incident_category" ON "incident" ("house", "category", "id") WHERE "category" IS NOT NULL;
CREATE INDEX "incident_priority" ON "incident" ("house", "priority", "id");
CREATE INDEX "incident_merged_into_filled" ON "incident" ("house", "merged_into", "id") WHERE "merged_into" IS NOT NULL;
CREATE INDEX "incident_opened_at" ON "incident" ("house", "opened_at", "id");
CREATE INDEX "incident_resolved_at" ON "incident" ("house", "resolved_at", "id");
CREATE UNIQUE INDEX "incident_external_key_key" ON "incident" ("house", "external_key") WHERE "external_key" IS NOT NULL;
CREATE INDEX "incident_next_step_at" ON "incident" ("house", "next_step_at", "id") WHERE "next_step_at" IS NOT NULL;
CREATE INDEX "incident_resolved_by" ON "incident" ("house", "resolved_by", "id") WHERE "resolved_by" IS NOT NULL;
CREATE INDEX "incident_team" ON "incident" ("house", "team", "id");
CREATE INDEX "incident_assignee" ON "incident" ("house", "assignee", "id");
CREATE INDEX "incident_due" ON "incident" ("house", "due", "id");
CREATE INDEX "incident_order_1" ON "incident" ("house", "state__open", "created_at" DESC, "id" DESC);
CREATE INDEX "incident_order_2" ON "incident" ("house", "state__open", "priority", "created_at" DESC, "id" DESC);
CREATE INDEX "incident_order_3" ON "incident" ("house", "state__open", "updated_at" DESC, "id" DESC);
CREATE INDEX "incident_order_4" ON "incident" ("house", "state__open", "due", "id");

CREATE TABLE "incident__reader" (
  "house" text COLLATE "C" NOT NULL,
  "principal" text COLLATE "C" NOT NULL,
  "category" text COLLATE "C" NOT NULL,
  "record" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
);
CREATE INDEX "incident__reader_record" ON "incident__reader" ("house", "record");

CREATE TABLE "category" (
  "house" text COLLATE "C" NOT NULL,
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint,
  "created_by" text COLLATE "C",
  "updated_at" bigint,
  "updated_by" text COLLATE "C",
  "name" text COLLATE "C",
  "name__fold" text COLLATE "C",
  "parent" text COLLATE "C",
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "category_created_at" ON "category" ("house", "created_at", "id");
CREATE INDEX "category_updated_at" ON "category" ("house", "updated_at", "id");
CREATE UNIQUE INDEX "category_name_key" ON "category" ("house", "name");
CREATE INDEX "category_name__fold" ON "category" ("house", "name__fold", "id");
CREATE INDEX "category_parent" ON "category" ("house", "parent", "id");

CREATE TABLE "category__reader" (
  "house" text COLLATE "C" NOT NULL,
  "principal" text COLLATE "C" NOT NULL,
  "category" text COLLATE "C" NOT NULL,
  "record" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
);
CREATE INDEX "category__reader_record" ON "category__reader" ("house", "record");

CREATE TABLE "incident_policy" (
  "house" text COLLATE "C" NOT NULL,
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint,
  "created_by" text COLLATE "C",
  "updated_at" bigint,
  "updated_by" text COLLATE "C",
  "name" text COLLATE "C",
  "name__fold" text COLLATE "C",
  "remind_after" bigint,
  "give_up_after" bigint,
  "close_after" bigint,
  "zone" text COLLATE "C",
  "zone__fold" text COLLATE "C",
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "incident_policy_created_at" ON "incident_policy" ("house", "created_at", "id");
CREATE INDEX "incident_policy_updated_at" ON "incident_policy" ("house", "updated_at", "id");
CREATE UNIQUE INDEX "incident_policy_name_key" ON "incident_policy" ("house", "name");
CREATE INDEX "incident_policy_name__fold" ON "incident_policy" ("house", "name__fold", "id");

CREATE TABLE "incident_policy__reader" (
  "house" text COLLATE "C" NOT NULL,
  "principal" text COLLATE "C" NOT NULL,
  "category" text COLLATE "C" NOT NULL,
  "record" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
);
CREATE INDEX "incident_policy__reader_record" ON "incident_policy__reader" ("house", "record");

CREATE TABLE "problem" (
  "house" text COLLATE "C" NOT NULL,
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint,
  "created_by" text COLLATE "C",
  "updated_at" bigint,
  "updated_by" text COLLATE "C",
  "number" text COLLATE "C",
  "number__fold" text COLLATE "C",
  "state" text COLLATE "C",
  "state__rank" bigint,
  "state__open" bigint,
  "title" text COLLATE "C",
  "title__fold" text COLLATE "C",
  "description" text COLLATE "C",
  "impact" text COLLATE "C",
  "impact__rank" bigint,
  "urgency" text COLLATE "C",
  "urgency__rank" bigint,
  "priority" bigint,
  "category" text COLLATE "C",
  "service" text COLLATE "C",
  "ci" text COLLATE "C",
  "opened_by" text COLLATE "C",
  "detection" text COLLATE "C",
  "detection__rank" bigint,
  "root_cause" text COLLATE "C",
  "workaround" text COLLATE "C",
  "published" bigint,
  "known_error" bigint,
  "acceptance" text COLLATE "C",
  "acceptance__rank" bigint,
  "accepted_by" text COLLATE "C",
  "review_date" bigint,
  "closed_at" bigint,
  "external_key" text COLLATE "C",
  "external_key__fold" text COLLATE "C",
  "source" text COLLATE "C",
  "team" text COLLATE "C",
  "assignee" text COLLATE "C",
  "instead_of" text COLLATE "C",
  "reassignment_count" bigint,
  "last_message_at" bigint,
  "last_word_by" text COLLATE "C",
  "last_word_by__rank" bigint,
  "message_count" bigint,
  "responded_at" bigint,
  "agent_message_count" bigint,
  "requester_message_count" bigint,
  "attachment_count" bigint,
  "watchers" text COLLATE "C",
  "task_count" bigint,
  "open_task_count" bigint,
  "time_spent" bigint,
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "problem_created_at" ON "problem" ("house", "created_at", "id");
CREATE INDEX "problem_updated_at" ON "problem" ("house", "updated_at", "id");
CREATE UNIQUE INDEX "problem_number_key" ON "problem" ("house", "number");
CREATE INDEX "problem_number__fold" ON "problem" ("house", "number__fold", "id");
CREATE INDEX "problem_state__rank" ON "problem" ("house", "state__rank", "id");
CREATE INDEX "problem_state" ON "problem" ("house", "state", "id");
CREATE INDEX "problem_priority" ON "problem" ("house", "priority", "id");
CREATE INDEX "problem_category" ON "problem" ("house", "category", "id");
CREATE INDEX "problem_service" ON "problem" ("house", "service", "id");
CREATE INDEX "problem_ci" ON "problem" ("house", "ci", "id");
CREATE INDEX "problem_published" ON "problem" ("house", "published", "id");
CREATE INDEX "problem_known_error" ON "problem" ("house", "known_error", "id");
CREATE INDEX "problem_review_date" ON "problem" ("house", "review_date", "id");
CREATE UNIQUE INDEX "problem_external_key_key" ON "problem" ("house", "external_key") WHERE "external_key" IS NOT NULL;
CREATE INDEX "problem_team" ON "problem" ("house", "team", "id");
CREATE INDEX "problem_assignee" ON "problem" ("house", "assignee", "id");
CREATE INDEX "problem_order_1" ON "problem" ("house", "state__open", "created_at" DESC, "id" DESC);
CREATE INDEX "problem_order_2" ON "problem" ("house", "state__open", "priority", "created_at" DESC, "id" DESC);
CREATE INDEX "problem_order_3" ON "problem" ("house", "state__open", "updated_at" DESC, "id" DESC);

CREATE TABLE "problem__reader" (
  "house" text COLLATE "C" NOT NULL,
  "principal" text COLLATE "C" NOT NULL,
  "category" text COLLATE "C" NOT NULL,
  "record" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
);
CREATE INDEX "problem__reader_record" ON "problem__reader" ("house", "record");

CREATE TABLE "mailbox" (
  "house" text COLLATE "C" NOT NULL,
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint,
  "created_by" text COLLATE "C",
  "updated_at" bigint,
  "updated_by" text COLLATE "C",
  "name" text COLLATE "C",
  "name__fold" text COLLATE "C",
  "address" text COLLATE "C",
  "address__fold" text COLLATE "C",
  "active" bigint,
  "health" text COLLATE "C",
  "health__rank" bigint,
  "reached_at" bigint,
  "failing_since" bigint,
  "failure" text COLLATE "C",
  "failure__fold" text COLLATE "C",
  "becomes" text COLLATE "C",
  "becomes__rank" bigint,
  "team" text COLLATE "C",
  "service" text COLLATE "C",
  "unknown_sender" text COLLATE "C",
  "unknown_sender__rank" bigint,
  "newcomers_organisation" text COLLATE "C",
  "newcomers_language" text COLLATE "C",
  "newcomers_language__rank" bigint,
  "others_reply" text COLLATE "C",
  "others_reply__rank" bigint,
  "imap_host" text COLLATE "C",
  "imap_host__fold" text COLLATE "C",
  "imap_port" bigint,
  "imap_security" text COLLATE "C",
  "imap_security__rank" bigint,
  "imap_user" text COLLATE "C",
  "imap_user__fold" text COLLATE "C",
  "imap_secret" text COLLATE "C",
  "imap_folder" text COLLATE "C",
  "imap_folder__fold" text COLLATE "C",
  "after_reading" text COLLATE "C",
  "after_reading__rank" bigint,
  "done_folder" text COLLATE "C",
  "done_folder__fold" text COLLATE "C",
  "smtp_host" text COLLATE "C",
  "smtp_host__fold" text COLLATE "C",
  "smtp_port" bigint,
  "smtp_security" text COLLATE "C",
  "smtp_security__rank" bigint,
  "smtp_user" text COLLATE "C",
  "smtp_user__fold" text COLLATE "C",
  "smtp_secret" text COLLATE "C",
  "secret_kind" text COLLATE "C",
  "secret_kind__rank" bigint,
  "plus_addressing" bigint,
  "signature" text COLLATE "C",
  "signature__fold" text COLLATE "C",
  "signing_key" text COLLATE "C",
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "mailbox_created_at" ON "mailbox" ("house", "created_at", "id");
CREATE INDEX "mailbox_updated_at" ON "mailbox" ("house", "updated_at", "id");
CREATE UNIQUE INDEX "mailbox_address_key" ON "mailbox" ("house", "address");
CREATE INDEX "mailbox_address__fold" ON "mailbox" ("house", "address__fold", "id");
CREATE INDEX "mailbox_active" ON "mailbox" ("house", "active", "id");

CREATE TABLE "mailbox__reader" (
  "house" text COLLATE "C" NOT NULL,
  "principal" text COLLATE "C" NOT NULL,
  "category" text COLLATE "C" NOT NULL,
  "record" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
);
CREATE INDEX "mailbox__reader_record" ON "mailbox__reader" ("house", "record");

CREATE TABLE "mail" (
  "house" text COLLATE "C" NOT NULL,
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint,
  "created_by" text COLLATE "C",
  "updated_at" bigint,
  "updated_by" text COLLATE "C",
  "state" text COLLATE "C",
  "state__rank" bigint,
  "state__open" bigint,
  "mailbox" text COLLATE "C",
  "source_key" text COLLATE "C",
  "source_key__fold" text COLLATE "C",
  "letter" text COLLATE "C",
  "letter__fold" text COLLATE "C",
  "message_id" text COLLATE "C",
  "message_id__fold" text COLLATE "C",
  "from_address" text COLLATE "C",
  "from_address__fold" text COLLATE "C",
  "from_name" text COLLATE "C",
  "from_name__fold" text COLLATE "C",
  "to" text COLLATE "C",
  "to__fold" text COLLATE "C",
  "mail_subject" text COLLATE "C",
  "mail_subject__fold" text COLLATE "C",
  "written_at" bigint,
  "size" bigint,
  "sender" text COLLATE "C",
  "about" text COLLATE "C",
  "about__type" text COLLATE "C",
  "automatic" bigint,
  "reason" text COLLATE "C",
  "reason__rank" bigint,
  "detail" text COLLATE "C",
  "detail__fold" text COLLATE "C",
  "decision" text COLLATE "C",
  "decision__fold" text COLLATE "C",
  "decision_by" text COLLATE "C",
  "released" bigint,
  "team" text COLLATE "C",
  "raw" text COLLATE "C",
  "attachment_count" bigint,
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "mail_created_at" ON "mail" ("house", "created_at", "id");
CREATE INDEX "mail_updated_at" ON "mail" ("house", "updated_at", "id");
CREATE INDEX "mail_state__rank" ON "mail" ("house", "state__rank", "id");
CREATE INDEX "mail_state" ON "mail" ("house", "state", "id");
CREATE INDEX "mail_mailbox" ON "mail" ("house", "mailbox", "id");
CREATE UNIQUE INDEX "mail_source_key_key" ON "mail" ("house", "source_key");
CREATE INDEX "mail_source_key__fold" ON "mail" ("house", "source_key__fold", "id");
CREATE UNIQUE INDEX "mail_letter_key" ON "mail" ("house", "letter");
CREATE INDEX "mail_letter__fold" ON "mail" ("house", "letter__fold", "id");
CREATE INDEX "mail_message_id__fold" ON "mail" ("house", "message_id__fold", "id");
CREATE INDEX "mail_message_id" ON "mail" ("house", "message_id", "id");
CREATE INDEX "mail_from_address__fold" ON "mail" ("house", "from_address__fold", "id");
CREATE INDEX "mail_from_address" ON "mail" ("house", "from_address", "id");
CREATE INDEX "mail_about" ON "mail" ("house", "about", "id");
CREATE INDEX "mail_team" ON "mail" ("house", "team", "id");
CREATE INDEX "mail_order_1" ON "mail" ("house", "state__open", "created_at" DESC, "id" DESC);

CREATE TABLE "mail__reader" (
  "house" text COLLATE "C" NOT NULL,
  "principal" text COLLATE "C" NOT NULL,
  "category" text COLLATE "C" NOT NULL,
  "record" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
);
CREATE INDEX "mail__reader_record" ON "mail__reader" ("house", "record");

CREATE TABLE "attachment" (
  "house" text COLLATE "C" NOT NULL,
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint,
  "created_by" text COLLATE "C",
  "updated_at" bigint,
  "updated_by" text COLLATE "C",
  "subject" text COLLATE "C",
  "subject__type" text COLLATE "C",
  "name" text COLLATE "C",
  "name__fold" text COLLATE "C",
  "media_type" text COLLATE "C",
  "media_type__fold" text COLLATE "C",
  "size" bigint,
  "sha256" text COLLATE "C",
  "sha256__fold" text COLLATE "C",
  "visibility" text COLLATE "C",
  "visibility__rank" bigint,
  "added_by" text COLLATE "C",
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "attachment_created_at" ON "attachment" ("house", "created_at", "id");
CREATE INDEX "attachment_updated_at" ON "attachment" ("house", "updated_at", "id");
CREATE INDEX "attachment_subject" ON "attachment" ("house", "subject", "id");
CREATE INDEX "attachment_sha256__fold" ON "attachment" ("house", "sha256__fold", "id");
CREATE INDEX "attachment_sha256" ON "attachment" ("house", "sha256", "id");

CREATE TABLE "attachment__reader" (
  "house" text COLLATE "C" NOT NULL,
  "principal" text COLLATE "C" NOT NULL,
  "category" text COLLATE "C" NOT NULL,
  "record" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
);
CREATE INDEX "attachment__reader_record" ON "attachment__reader" ("house", "record");

CREATE TABLE "link" (
  "house" text COLLATE "C" NOT NULL,
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint,
  "created_by" text COLLATE "C",
  "updated_at" bigint,
  "updated_by" text COLLATE "C",
  "from_record" text COLLATE "C",
  "from_record__type" text COLLATE "C",
  "kind" text COLLATE "C",
  "kind__rank" bigint,
  "to_record" text COLLATE "C",
  "to_record__type" text COLLATE "C",
  "note" text COLLATE "C",
  "note__fold" text COLLATE "C",
  "pair" text COLLATE "C",
  "pair__fold" text COLLATE "C",
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "link_created_at" ON "link" ("house", "created_at", "id");
CREATE INDEX "link_updated_at" ON "link" ("house", "updated_at", "id");
CREATE INDEX "link_from_record" ON "link" ("house", "from_record", "id");
CREATE INDEX "link_to_record" ON "link" ("house", "to_record", "id");
CREATE UNIQUE INDEX "link_pair_key" ON "link" ("house", "pair");
CREATE INDEX "link_pair__fold" ON "link" ("house", "pair__fold", "id");

CREATE TABLE "link__reader" (
  "house" text COLLATE "C" NOT NULL,
  "principal" text COLLATE "C" NOT NULL,
  "category" text COLLATE "C" NOT NULL,
  "record" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
);
CREATE INDEX "link__reader_record" ON "link__reader" ("house", "record");

CREATE TABLE "message" (
  "house" text COLLATE "C" NOT NULL,
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint,
  "created_by" text COLLATE "C",
  "updated_at" bigint,
  "updated_by" text COLLATE "C",
  "subject" text COLLATE "C",
  "subject__type" text COLLATE "C",
  "visibility" text COLLATE "C",
  "visibility__rank" bigint,
  "author" text COLLATE "C",
  "body" text COLLATE "C",
  "channel" text COLLATE "C",
  "channel__rank" bigint,
  "sent_at" bigint,
  "source_id" text COLLATE "C",
  "source_id__fold" text COLLATE "C",
  "files" text COLLATE "C",
  "mentions" text COLLATE "C",
  "quoted" text COLLATE "C",
  "excerpt" text COLLATE "C",
  "excerpt__fold" text COLLATE "C",
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "message_subject" ON "message" ("house", "subject", "id");
CREATE INDEX "message_author" ON "message" ("house", "author", "id") WHERE "author" IS NOT NULL;
CREATE INDEX "message_sent_at" ON "message" ("house", "sent_at", "id");
CREATE UNIQUE INDEX "message_source_id_key" ON "message" ("house", "source_id") WHERE "source_id" IS NOT NULL;

CREATE TABLE "message__reader" (
  "house" text COLLATE "C" NOT NULL,
  "principal" text COLLATE "C" NOT NULL,
  "category" text COLLATE "C" NOT NULL,
  "record" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
);
CREATE INDEX "message__reader_record" ON "message__reader" ("house", "record");

CREATE TABLE "draft" (
  "house" text COLLATE "C" NOT NULL,
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint,
  "created_by" text COLLATE "C",
  "updated_at" bigint,
  "updated_by" text COLLATE "C",
  "subject" text COLLATE "C",
  "subject__type" text COLLATE "C",
  "writer" text COLLATE "C",
  "visibility" text COLLATE "C",
  "visibility__rank" bigint,
  "body" text COLLATE "C",
  "excerpt" text COLLATE "C",
  "excerpt__fold" text COLLATE "C",
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "draft_created_at" ON "draft" ("house", "created_at", "id");
CREATE INDEX "draft_updated_at" ON "draft" ("house", "updated_at", "id");
CREATE INDEX "draft_subject" ON "draft" ("house", "subject", "id");
CREATE INDEX "draft_writer" ON "draft" ("house", "writer", "id");

CREATE TABLE "draft__reader" (
  "house" text COLLATE "C" NOT NULL,
  "principal" text COLLATE "C" NOT NULL,
  "category" text COLLATE "C" NOT NULL,
  "record" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
);
CREATE INDEX "draft__reader_record" ON "draft__reader" ("house", "record");

CREATE TABLE "canned_reply" (
  "house" text COLLATE "C" NOT NULL,
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint,
  "created_by" text COLLATE "C",
  "updated_at" bigint,
  "updated_by" text COLLATE "C",
  "name" text COLLATE "C",
  "name__fold" text COLLATE "C",
  "shortcut" text COLLATE "C",
  "shortcut__fold" text COLLATE "C",
  "text" text COLLATE "C",
  "text__fold" text COLLATE "C",
  "team" text COLLATE "C",
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "canned_reply_created_at" ON "canned_reply" ("house", "created_at", "id");
CREATE INDEX "canned_reply_updated_at" ON "canned_reply" ("house", "updated_at", "id");
CREATE UNIQUE INDEX "canned_reply_name_key" ON "canned_reply" ("house", "name");
CREATE INDEX "canned_reply_name__fold" ON "canned_reply" ("house", "name__fold", "id");
CREATE INDEX "canned_reply_team" ON "canned_reply" ("house", "team", "id");

CREATE TABLE "canned_reply__reader" (
  "house" text COLLATE "C" NOT NULL,
  "principal" text COLLATE "C" NOT NULL,
  "category" text COLLATE "C" NOT NULL,
  "record" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
);
CREATE INDEX "canned_reply__reader_record" ON "canned_reply__reader" ("house", "record");

CREATE TABLE "task" (
  "house" text COLLATE "C" NOT NULL,
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint,
  "created_by" text COLLATE "C",
  "updated_at" bigint,
  "updated_by" text COLLATE "C",
  "subject" text COLLATE "C",
  "subject__type" text COLLATE "C",
  "title" text COLLATE "C",
  "title__fold" text COLLATE "C",
  "position" bigint,
  "assignee" text COLLATE "C",
  "due_at" bigint,
  "note" text COLLATE "C",
  "done" bigint,
  "done_at" bigint,
  "done_by" text COLLATE "C",
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "task_created_at" ON "task" ("house", "created_at", "id");
CREATE INDEX "task_updated_at" ON "task" ("house", "updated_at", "id");
CREATE INDEX "task_subject" ON "task" ("house", "subject", "id");
CREATE INDEX "task_assignee" ON "task" ("house", "assignee", "id");
CREATE INDEX "task_due_at" ON "task" ("house", "due_at", "id");
CREATE INDEX "task_done" ON "task" ("house", "done", "id");
CREATE INDEX "task_order_1" ON "task" ("house", "due_at", "position", "id");

CREATE TABLE "task__reader" (
  "house" text COLLATE "C" NOT NULL,
  "principal" text COLLATE "C" NOT NULL,
  "category" text COLLATE "C" NOT NULL,
  "record" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
);
CREATE INDEX "task__reader_record" ON "task__reader" ("house", "record");

CREATE TABLE "checklist" (
  "house" text COLLATE "C" NOT NULL,
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint,
  "created_by" text COLLATE "C",
  "updated_at" bigint,
  "updated_by" text COLLATE "C",
  "name" text COLLATE "C",
  "name__fold" text COLLATE "C",
  "lines" text COLLATE "C",
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "checklist_created_at" ON "checklist" ("house", "created_at", "id");
CREATE INDEX "checklist_updated_at" ON "checklist" ("house", "updated_at", "id");
CREATE UNIQUE INDEX "checklist_name_key" ON "checklist" ("house", "name");
CREATE INDEX "checklist_name__fold" ON "checklist" ("house", "name__fold", "id");

CREATE TABLE "checklist__reader" (
  "house" text COLLATE "C" NOT NULL,
  "principal" text COLLATE "C" NOT NULL,
  "category" text COLLATE "C" NOT NULL,
  "record" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
);
CREATE INDEX "checklist__reader_record" ON "checklist__reader" ("house", "record");

CREATE TABLE "time_entry" (
  "house" text COLLATE "C" NOT NULL,
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint,
  "created_by" text COLLATE "C",
  "updated_at" bigint,
  "updated_by" text COLLATE "C",
  "subject" text COLLATE "C",
  "subject__type" text COLLATE "C",
  "person" text COLLATE "C",
  "minutes" bigint,
  "worked_on" bigint,
  "note" text COLLATE "C",
  "note__fold" text COLLATE "C",
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "time_entry_created_at" ON "time_entry" ("house", "created_at", "id");
CREATE INDEX "time_entry_updated_at" ON "time_entry" ("house", "updated_at", "id");
CREATE INDEX "time_entry_subject" ON "time_entry" ("house", "subject", "id");
CREATE INDEX "time_entry_person" ON "time_entry" ("house", "person", "id");
CREATE INDEX "time_entry_worked_on" ON "time_entry" ("house", "worked_on", "id");

CREATE TABLE "time_entry__reader" (
  "house" text COLLATE "C" NOT NULL,
  "principal" text COLLATE "C" NOT NULL,
  "category" text COLLATE "C" NOT NULL,
  "record" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
);
CREATE INDEX "time_entry__reader_record" ON "time_entry__reader" ("house", "record");

CREATE TABLE "escalation" (
  "house" text COLLATE "C" NOT NULL,
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint,
  "created_by" text COLLATE "C",
  "updated_at" bigint,
  "updated_by" text COLLATE "C",
  "subject" text COLLATE "C",
  "subject__type" text COLLATE "C",
  "origin" text COLLATE "C",
  "origin__rank" bigint,
  "clock" text COLLATE "C",
  "measure" text COLLATE "C",
  "measure__rank" bigint,
  "percent" bigint,
  "reached_at" bigint,
  "runs_out_at" bigint,
  "told" text COLLATE "C",
  "told_team" text COLLATE "C",
  "kind" text COLLATE "C",
  "kind__rank" bigint,
  "reason" text COLLATE "C",
  "reason__fold" text COLLATE "C",
  "from_team" text COLLATE "C",
  "by" text COLLATE "C",
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "escalation_created_at" ON "escalation" ("house", "created_at", "id");
CREATE INDEX "escalation_updated_at" ON "escalation" ("house", "updated_at", "id");
CREATE INDEX "escalation_subject" ON "escalation" ("house", "subject", "id");
CREATE INDEX "escalation_origin__rank" ON "escalation" ("house", "origin__rank", "id");
CREATE INDEX "escalation_origin" ON "escalation" ("house", "origin", "id");
CREATE INDEX "escalation_clock" ON "escalation" ("house", "clock", "id");
CREATE INDEX "escalation_reached_at" ON "escalation" ("house", "reached_at", "id");
CREATE INDEX "escalation_told_team" ON "escalation" ("house", "told_team", "id");

CREATE TABLE "escalation__reader" (
  "house" text COLLATE "C" NOT NULL,
  "principal" text COLLATE "C" NOT NULL,
  "category" text COLLATE "C" NOT NULL,
  "record" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
);
CREATE INDEX "escalation__reader_record" ON "escalation__reader" ("house", "record");

CREATE TABLE "manual_escalation" (
  "house" text COLLATE "C" NOT NULL,
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint,
  "created_by" text COLLATE "C",
  "updated_at" bigint,
  "updated_by" text COLLATE "C",
  "subject" text COLLATE "C",
  "subject__type" text COLLATE "C",
  "kind" text COLLATE "C",
  "kind__rank" bigint,
  "reason" text COLLATE "C",
  "reason__fold" text COLLATE "C",
  "from_team" text COLLATE "C",
  "to_team" text COLLATE "C",
  "to_person" text COLLATE "C",
  "by" text COLLATE "C",
  "escalated_at" bigint,
  "moved" bigint,
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "manual_escalation_created_at" ON "manual_escalation" ("house", "created_at", "id");
CREATE INDEX "manual_escalation_updated_at" ON "manual_escalation" ("house", "updated_at", "id");
CREATE INDEX "manual_escalation_subject" ON "manual_escalation" ("house", "subject", "id");

CREATE TABLE "manual_escalation__reader" (
  "house" text COLLATE "C" NOT NULL,
  "principal" text COLLATE "C" NOT NULL,
  "category" text COLLATE "C" NOT NULL,
  "record" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
);
CREATE INDEX "manual_escalation__reader_record" ON "manual_escalation__reader" ("house", "record");

CREATE TABLE "notice" (
  "house" text COLLATE "C" NOT NULL,
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint,
  "created_by" text COLLATE "C",
  "updated_at" bigint,
  "updated_by" text COLLATE "C",
  "person" text COLLATE "C",
  "kind" text COLLATE "C",
  "kind__rank" bigint,
  "subject" text COLLATE "C",
  "subject__type" text COLLATE "C",
  "message" text COLLATE "C",
  "caused_by" text COLLATE "C",
  "read_at" bigint,
  "mail" text COLLATE "C",
  "mail__rank" bigint,
  "mailed_at" bigint,
  "mail_error" text COLLATE "C",
  "mail_error__fold" text COLLATE "C",
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "notice_created_at" ON "notice" ("house", "created_at", "id");
CREATE INDEX "notice_person" ON "notice" ("house", "person", "id");
CREATE INDEX "notice_subject" ON "notice" ("house", "subject", "id");
CREATE INDEX "notice_mail" ON "notice" ("house", "mail", "id") WHERE "mail" IS NOT NULL;

CREATE TABLE "notice__reader" (
  "house" text COLLATE "C" NOT NULL,
  "principal" text COLLATE "C" NOT NULL,
  "category" text COLLATE "C" NOT NULL,
  "record" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
);
CREATE INDEX "notice__reader_record" ON "notice__reader" ("house", "record");

CREATE TABLE "notification_preference" (
  "house" text COLLATE "C" NOT NULL,
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint,
  "created_by" text COLLATE "C",
  "updated_at" bigint,
  "updated_by" text COLLATE "C",
  "person" text COLLATE "C",
  "not_by_mail" text COLLATE "C",
  "not_by_mail__rank" text COLLATE "C",
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "notification_preference_created_at" ON "notification_preference" ("house", "created_at", "id");
CREATE INDEX "notification_preference_updated_at" ON "notification_preference" ("house", "updated_at", "id");
CREATE UNIQUE INDEX "notification_preference_person_key" ON "notification_preference" ("house", "person");

CREATE TABLE "notification_preference__reader" (
  "house" text COLLATE "C" NOT NULL,
  "principal" text COLLATE "C" NOT NULL,
  "category" text COLLATE "C" NOT NULL,
  "record" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
);
CREATE INDEX "notification_preference__reader_record" ON "notification_preference__reader" ("house", "record");

CREATE TABLE "clock" (
  "house" text COLLATE "C" NOT NULL,
  "id" text COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "created_at" bigint,
  "created_by" text COLLATE "C",
  "updated_at" bigint,
  "updated_by" text COLLATE "C",
  "subject" text COLLATE "C",
  "subject__type" text COLLATE "C",
  "target" text COLLATE "C",
  "kind" text COLLATE "C",
  "kind__rank" bigint,
  "measure" text COLLATE "C",
  "measure__rank" bigint,
  "phase" text COLLATE "C",
  "phase__rank" bigint,
  "started_at" bigint,
  "runs_out_at" bigint,
  "ended_at" bigint,
  "paused_since" bigint,
  "paused_for" text COLLATE "C",
  "paused_for__fold" text COLLATE "C",
  "elapsed" bigint,
  "promised" bigint,
  "outcome" text COLLATE "C",
  "outcome__rank" bigint,
  "decided_at" bigint,
  "level" bigint,
  "next_at" bigint,
  "next_level" bigint,
  "team" text COLLATE "C",
  "service" text COLLATE "C",
  "category" text COLLATE "C",
  "priority" bigint,
  "excluded" text COLLATE "C",
  "excluded__fold" text COLLATE "C",
  "excluded_by" text COLLATE "C",
  "events" text COLLATE "C",
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "clock_subject" ON "clock" ("house", "subject", "id");
CREATE INDEX "clock_started_at" ON "clock" ("house", "started_at", "id");
CREATE INDEX "clock_decided_at" ON "clock" ("house", "decided_at", "id");
CREATE INDEX "clock_next_at" ON "clock" ("house", "next_at", "id") WHERE "next_at" IS NOT NULL;

CREATE TABLE "clock__reader" (
  "house" text COLLATE "C" NOT NULL,
  "principal" text COLLATE "C" NOT NULL,
  "category" text COLLATE "C" NOT NULL,
  "record" text COLLATE "C" NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
);
CREATE INDEX "clock__reader_record" ON "clock__reader" ("house", "record");

