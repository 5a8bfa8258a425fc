CREATE TABLE "meta" (
  "name" TEXT NOT NULL,
  "content" TEXT NOT NULL,
  PRIMARY KEY ("name")
);

CREATE TABLE "audit" (
  "house" TEXT NOT NULL,
  "record" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "type" TEXT NOT NULL,
  "operation" TEXT NOT NULL,
  "recorded_at" INTEGER NOT NULL,
  "happened_at" INTEGER NOT NULL,
  "actor" TEXT,
  "gateway" TEXT NOT NULL,
  "reason" TEXT,
  "because" TEXT,
  "batch" TEXT,
  "effects" TEXT,
  "changes" TEXT NOT NULL,
  "hash" BLOB NOT NULL,
  "position" INTEGER NOT NULL,
  PRIMARY KEY ("house", "record", "version")
);
CREATE INDEX "audit_recorded" ON "audit" ("house", "recorded_at");
CREATE INDEX "audit_batch" ON "audit" ("house", "batch") WHERE "batch" IS NOT NULL;
CREATE INDEX "audit_position" ON "audit" ("house", "position");

CREATE TABLE "seal" (
  "house" TEXT NOT NULL,
  "number" INTEGER NOT NULL,
  "sealed_at" INTEGER NOT NULL,
  "low" INTEGER NOT NULL,
  "high" INTEGER NOT NULL,
  "rows" INTEGER NOT NULL,
  "digest" BLOB NOT NULL,
  "previous" BLOB NOT NULL,
  "key" BLOB NOT NULL,
  "signature" BLOB NOT NULL,
  PRIMARY KEY ("house", "number")
);

CREATE TABLE "erasure" (
  "house" TEXT NOT NULL,
  "record" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "type" TEXT NOT NULL,
  "at" INTEGER NOT NULL,
  "actor" TEXT,
  "reason" TEXT NOT NULL,
  "values" TEXT NOT NULL,
  "key" BLOB NOT NULL,
  "signature" BLOB NOT NULL,
  PRIMARY KEY ("house", "record", "version")
);
CREATE INDEX "erasure_at" ON "erasure" ("house", "at");

CREATE TABLE "number_block" (
  "house" TEXT NOT NULL,
  "prefix" TEXT NOT NULL,
  "next" INTEGER NOT NULL,
  PRIMARY KEY ("house", "prefix")
);

CREATE TABLE "origin" (
  "house" TEXT NOT NULL,
  "type" TEXT NOT NULL,
  "key" TEXT NOT NULL,
  "batch" TEXT NOT NULL,
  "record" TEXT NOT NULL,
  "digest" TEXT NOT NULL,
  "at" INTEGER NOT NULL,
  PRIMARY KEY ("house", "type", "key", "batch")
);
CREATE INDEX "origin_batch" ON "origin" ("house", "batch");

CREATE TABLE "idempotency" (
  "house" TEXT NOT NULL,
  "key" TEXT NOT NULL,
  "fingerprint" TEXT NOT NULL,
  "at" INTEGER NOT NULL,
  "answer" TEXT NOT NULL,
  PRIMARY KEY ("house", "key")
) WITHOUT ROWID;
CREATE INDEX "idempotency_at" ON "idempotency" ("at");

CREATE TABLE "job" (
  "id" TEXT NOT NULL,
  "house" TEXT NOT NULL,
  "topic" TEXT NOT NULL,
  "data" TEXT NOT NULL,
  "unique_key" TEXT,
  "state" TEXT NOT NULL,
  "run_at" INTEGER NOT NULL,
  "attempt" INTEGER NOT NULL,
  "lease_until" INTEGER,
  "leased_by" TEXT,
  "error" TEXT,
  "created_at" INTEGER NOT NULL,
  "done_at" INTEGER,
  PRIMARY KEY ("id")
);
CREATE INDEX "job_due" ON "job" ("state", "run_at", "id");
CREATE UNIQUE INDEX "job_unique_key" ON "job" ("house", "topic", "unique_key") WHERE "unique_key" IS NOT NULL;

CREATE TABLE "search_doc" (
  "doc" INTEGER NOT NULL,
  "house" TEXT NOT NULL,
  "type" TEXT NOT NULL,
  "record" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "title" TEXT NOT NULL,
  "body" TEXT NOT NULL,
  "segment" INTEGER,
  PRIMARY KEY ("doc")
);
CREATE UNIQUE INDEX "search_doc_record" ON "search_doc" ("house", "type", "record");
CREATE INDEX "search_doc_waiting" ON "search_doc" ("house", "doc") WHERE "segment" IS NULL;

CREATE TABLE "search_segment" (
  "house" TEXT NOT NULL,
  "id" INTEGER NOT NULL,
  "state" INTEGER NOT NULL,
  "low" INTEGER NOT NULL,
  "high" INTEGER NOT NULL,
  "docs" INTEGER NOT NULL,
  "newest" INTEGER NOT NULL,
  "erased" INTEGER NOT NULL,
  "at" INTEGER NOT NULL,
  PRIMARY KEY ("house", "id")
) WITHOUT ROWID;

CREATE TABLE "search_block" (
  "house" TEXT NOT NULL,
  "segment" INTEGER NOT NULL,
  "part" INTEGER NOT NULL,
  "word" TEXT NOT NULL,
  "data" BLOB NOT NULL,
  PRIMARY KEY ("house", "segment", "part", "word")
) WITHOUT ROWID;

CREATE TABLE "organisation" (
  "house" TEXT NOT NULL,
  "id" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER,
  "created_by" TEXT,
  "updated_at" INTEGER,
  "updated_by" TEXT,
  "name" TEXT,
  "name__fold" TEXT,
  "kind" TEXT,
  "kind__rank" INTEGER,
  "email" TEXT,
  "email__fold" TEXT,
  "phone" TEXT,
  "phone__fold" TEXT,
  "website" TEXT,
  "website__fold" TEXT,
  "note" TEXT,
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "organisation_created_at" ON "organisation" ("house", "created_at", "id");
CREATE INDEX "organisation_updated_at" ON "organisation" ("house", "updated_at", "id");
CREATE UNIQUE INDEX "organisation_name_key" ON "organisation" ("house", "name");
CREATE INDEX "organisation_name__fold" ON "organisation" ("house", "name__fold", "id");

CREATE TABLE "organisation__reader" (
  "house" TEXT NOT NULL,
  "principal" TEXT NOT NULL,
  "category" TEXT NOT NULL,
  "record" TEXT NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
) WITHOUT ROWID;
CREATE INDEX "organisation__reader_record" ON "organisation__reader" ("house", "record");

CREATE TABLE "location" (
  "house" TEXT NOT NULL,
  "id" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER,
  "created_by" TEXT,
  "updated_at" INTEGER,
  "updated_by" TEXT,
  "name" TEXT,
  "name__fold" TEXT,
  "part_of" TEXT,
  "address" TEXT,
  "zone" TEXT,
  "zone__fold" TEXT,
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "location_created_at" ON "location" ("house", "created_at", "id");
CREATE INDEX "location_updated_at" ON "location" ("house", "updated_at", "id");
CREATE UNIQUE INDEX "location_name_key" ON "location" ("house", "name");
CREATE INDEX "location_name__fold" ON "location" ("house", "name__fold", "id");
CREATE INDEX "location_part_of" ON "location" ("house", "part_of", "id");

CREATE TABLE "location__reader" (
  "house" TEXT NOT NULL,
  "principal" TEXT NOT NULL,
  "category" TEXT NOT NULL,
  "record" TEXT NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
) WITHOUT ROWID;
CREATE INDEX "location__reader_record" ON "location__reader" ("house", "record");

CREATE TABLE "department" (
  "house" TEXT NOT NULL,
  "id" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER,
  "created_by" TEXT,
  "updated_at" INTEGER,
  "updated_by" TEXT,
  "name" TEXT,
  "name__fold" TEXT,
  "organisation" TEXT,
  "part_of" TEXT,
  "head" TEXT,
  "cost_centre" TEXT,
  "cost_centre__fold" TEXT,
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "department_created_at" ON "department" ("house", "created_at", "id");
CREATE INDEX "department_updated_at" ON "department" ("house", "updated_at", "id");
CREATE UNIQUE INDEX "department_name_key" ON "department" ("house", "name");
CREATE INDEX "department_name__fold" ON "department" ("house", "name__fold", "id");
CREATE INDEX "department_organisation" ON "department" ("house", "organisation", "id");
CREATE INDEX "department_part_of" ON "department" ("house", "part_of", "id");

CREATE TABLE "department__reader" (
  "house" TEXT NOT NULL,
  "principal" TEXT NOT NULL,
  "category" TEXT NOT NULL,
  "record" TEXT NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
) WITHOUT ROWID;
CREATE INDEX "department__reader_record" ON "department__reader" ("house", "record");

CREATE TABLE "role" (
  "house" TEXT NOT NULL,
  "id" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER,
  "created_by" TEXT,
  "updated_at" INTEGER,
  "updated_by" TEXT,
  "key" TEXT,
  "key__fold" TEXT,
  "name" TEXT,
  "name__fold" TEXT,
  "note" TEXT,
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "role_created_at" ON "role" ("house", "created_at", "id");
CREATE INDEX "role_updated_at" ON "role" ("house", "updated_at", "id");
CREATE UNIQUE INDEX "role_key_key" ON "role" ("house", "key");
CREATE INDEX "role_key__fold" ON "role" ("house", "key__fold", "id");

CREATE TABLE "role__reader" (
  "house" TEXT NOT NULL,
  "principal" TEXT NOT NULL,
  "category" TEXT NOT NULL,
  "record" TEXT NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
) WITHOUT ROWID;
CREATE INDEX "role__reader_record" ON "role__reader" ("house", "record");

CREATE TABLE "person" (
  "house" TEXT NOT NULL,
  "id" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER,
  "created_by" TEXT,
  "updated_at" INTEGER,
  "updated_by" TEXT,
  "name" TEXT,
  "name__fold" TEXT,
  "email" TEXT,
  "email__fold" TEXT,
  "phone" TEXT,
  "phone__fold" TEXT,
  "job_title" TEXT,
  "job_title__fold" TEXT,
  "department" TEXT,
  "organisation" TEXT,
  "location" TEXT,
  "manager" TEXT,
  "cost_centre" TEXT,
  "cost_centre__fold" TEXT,
  "vip" INTEGER,
  "language" TEXT,
  "language__rank" INTEGER,
  "formats" TEXT,
  "formats__rank" INTEGER,
  "zone" TEXT,
  "zone__fold" TEXT,
  "active" INTEGER,
  "roles" TEXT,
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
  "house" TEXT NOT NULL,
  "principal" TEXT NOT NULL,
  "category" TEXT NOT NULL,
  "record" TEXT NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
) WITHOUT ROWID;
CREATE INDEX "person__reader_record" ON "person__reader" ("house", "record");

CREATE TABLE "team" (
  "house" TEXT NOT NULL,
  "id" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER,
  "created_by" TEXT,
  "updated_at" INTEGER,
  "updated_by" TEXT,
  "name" TEXT,
  "name__fold" TEXT,
  "lead" TEXT,
  "email" TEXT,
  "email__fold" TEXT,
  "note" TEXT,
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "team_created_at" ON "team" ("house", "created_at", "id");
CREATE INDEX "team_updated_at" ON "team" ("house", "updated_at", "id");
CREATE UNIQUE INDEX "team_name_key" ON "team" ("house", "name");
CREATE INDEX "team_name__fold" ON "team" ("house", "name__fold", "id");

CREATE TABLE "team__reader" (
  "house" TEXT NOT NULL,
  "principal" TEXT NOT NULL,
  "category" TEXT NOT NULL,
  "record" TEXT NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
) WITHOUT ROWID;
CREATE INDEX "team__reader_record" ON "team__reader" ("house", "record");

CREATE TABLE "membership" (
  "house" TEXT NOT NULL,
  "id" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER,
  "created_by" TEXT,
  "updated_at" INTEGER,
  "updated_by" TEXT,
  "person" TEXT,
  "team" TEXT,
  "pair" TEXT,
  "pair__fold" TEXT,
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "membership_created_at" ON "membership" ("house", "created_at", "id");
CREATE INDEX "membership_updated_at" ON "membership" ("house", "updated_at", "id");
CREATE INDEX "membership_person" ON "membership" ("house", "person", "id");
CREATE INDEX "membership_team" ON "membership" ("house", "team", "id");
CREATE UNIQUE INDEX "membership_pair_key" ON "membership" ("house", "pair");
CREATE INDEX "membership_pair__fold" ON "membership" ("house", "pair__fold", "id");

CREATE TABLE "membership__reader" (
  "house" TEXT NOT NULL,
  "principal" TEXT NOT NULL,
  "category" TEXT NOT NULL,
  "record" TEXT NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
) WITHOUT ROWID;
CREATE INDEX "membership__reader_record" ON "membership__reader" ("house", "record");

CREATE TABLE "credential" (
  "house" TEXT NOT NULL,
  "id" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER,
  "created_by" TEXT,
  "updated_at" INTEGER,
  "updated_by" TEXT,
  "person" TEXT,
  "password_hash" TEXT,
  "password_set_at" INTEGER,
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "credential_created_at" ON "credential" ("house", "created_at", "id");
CREATE INDEX "credential_updated_at" ON "credential" ("house", "updated_at", "id");
CREATE UNIQUE INDEX "credential_person_key" ON "credential" ("house", "person");

CREATE TABLE "credential__reader" (
  "house" TEXT NOT NULL,
  "principal" TEXT NOT NULL,
  "category" TEXT NOT NULL,
  "record" TEXT NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
) WITHOUT ROWID;
CREATE INDEX "credential__reader_record" ON "credential__reader" ("house", "record");

CREATE TABLE "session" (
  "house" TEXT NOT NULL,
  "id" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER,
  "created_by" TEXT,
  "updated_at" INTEGER,
  "updated_by" TEXT,
  "person" TEXT,
  "token_hash" TEXT,
  "token_hash__fold" TEXT,
  "expires_at" INTEGER,
  "seen_at" INTEGER,
  "address" TEXT,
  "address__fold" TEXT,
  "device" TEXT,
  "device__fold" TEXT,
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "session_created_at" ON "session" ("house", "created_at", "id");
CREATE INDEX "session_updated_at" ON "session" ("house", "updated_at", "id");
CREATE INDEX "session_person" ON "session" ("house", "person", "id");
CREATE UNIQUE INDEX "session_token_hash_key" ON "session" ("house", "token_hash");
CREATE INDEX "session_token_hash__fold" ON "session" ("house", "token_hash__fold", "id");
CREATE INDEX "session_expires_at" ON "session" ("house", "expires_at", "id");

CREATE TABLE "session__reader" (
  "house" TEXT NOT NULL,
  "principal" TEXT NOT NULL,
  "category" TEXT NOT NULL,
  "record" TEXT NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
) WITHOUT ROWID;
CREATE INDEX "session__reader_record" ON "session__reader" ("house", "record");

CREATE TABLE "api_token" (
  "house" TEXT NOT NULL,
  "id" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER,
  "created_by" TEXT,
  "updated_at" INTEGER,
  "updated_by" TEXT,
  "person" TEXT,
  "name" TEXT,
  "name__fold" TEXT,
  "token_hash" TEXT,
  "token_hash__fold" TEXT,
  "scopes" TEXT,
  "scopes__fold" TEXT,
  "expires_at" INTEGER,
  "used_at" INTEGER,
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "api_token_created_at" ON "api_token" ("house", "created_at", "id");
CREATE INDEX "api_token_updated_at" ON "api_token" ("house", "updated_at", "id");
CREATE INDEX "api_token_person" ON "api_token" ("house", "person", "id");
CREATE UNIQUE INDEX "api_token_token_hash_key" ON "api_token" ("house", "token_hash");
CREATE INDEX "api_token_token_hash__fold" ON "api_token" ("house", "token_hash__fold", "id");

CREATE TABLE "api_token__reader" (
  "house" TEXT NOT NULL,
  "principal" TEXT NOT NULL,
  "category" TEXT NOT NULL,
  "record" TEXT NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
) WITHOUT ROWID;
CREATE INDEX "api_token__reader_record" ON "api_token__reader" ("house", "record");

CREATE TABLE "custom_field" (
  "house" TEXT NOT NULL,
  "id" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER,
  "created_by" TEXT,
  "updated_at" INTEGER,
  "updated_by" TEXT,
  "record_type" TEXT,
  "record_type__fold" TEXT,
  "name" TEXT,
  "name__fold" TEXT,
  "kind" TEXT,
  "kind__rank" INTEGER,
  "label" TEXT,
  "label__fold" TEXT,
  "hint" TEXT,
  "hint__fold" TEXT,
  "options" TEXT,
  "target" TEXT,
  "target__fold" TEXT,
  "scale" INTEGER,
  "longest" INTEGER,
  "required" INTEGER,
  "unique_value" INTEGER,
  "sortable" INTEGER,
  "searched" INTEGER,
  "key" TEXT,
  "key__fold" TEXT,
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "custom_field_created_at" ON "custom_field" ("house", "created_at", "id");
CREATE INDEX "custom_field_updated_at" ON "custom_field" ("house", "updated_at", "id");
CREATE INDEX "custom_field_record_type__fold" ON "custom_field" ("house", "record_type__fold", "id");
CREATE INDEX "custom_field_record_type" ON "custom_field" ("house", "record_type", "id");
CREATE UNIQUE INDEX "custom_field_key_key" ON "custom_field" ("house", "key");
CREATE INDEX "custom_field_key__fold" ON "custom_field" ("house", "key__fold", "id");

CREATE TABLE "custom_field__reader" (
  "house" TEXT NOT NULL,
  "principal" TEXT NOT NULL,
  "category" TEXT NOT NULL,
  "record" TEXT NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
) WITHOUT ROWID;
CREATE INDEX "custom_field__reader_record" ON "custom_field__reader" ("house", "record");

CREATE TABLE "permission" (
  "house" TEXT NOT NULL,
  "id" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER,
  "created_by" TEXT,
  "updated_at" INTEGER,
  "updated_by" TEXT,
  "role" TEXT,
  "record_type" TEXT,
  "record_type__fold" TEXT,
  "operations" TEXT,
  "operations__rank" TEXT,
  "rows" TEXT,
  "rows__fold" TEXT,
  "via" TEXT,
  "via__fold" TEXT,
  "only_fields" TEXT,
  "only_fields__fold" TEXT,
  "but_fields" TEXT,
  "but_fields__fold" TEXT,
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "permission_created_at" ON "permission" ("house", "created_at", "id");
CREATE INDEX "permission_updated_at" ON "permission" ("house", "updated_at", "id");
CREATE INDEX "permission_role" ON "permission" ("house", "role", "id");
CREATE INDEX "permission_record_type__fold" ON "permission" ("house", "record_type__fold", "id");
CREATE INDEX "permission_record_type" ON "permission" ("house", "record_type", "id");

CREATE TABLE "permission__reader" (
  "house" TEXT NOT NULL,
  "principal" TEXT NOT NULL,
  "category" TEXT NOT NULL,
  "record" TEXT NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
) WITHOUT ROWID;
CREATE INDEX "permission__reader_record" ON "permission__reader" ("house", "record");

CREATE TABLE "saved_view" (
  "house" TEXT NOT NULL,
  "id" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER,
  "created_by" TEXT,
  "updated_at" INTEGER,
  "updated_by" TEXT,
  "owner" TEXT,
  "of_type" TEXT,
  "of_type__fold" TEXT,
  "name" TEXT,
  "name__fold" TEXT,
  "filter" TEXT,
  "filter__fold" TEXT,
  "order_by" TEXT,
  "order_by__fold" TEXT,
  "columns" TEXT,
  "columns__fold" TEXT,
  "colour" TEXT,
  "colour__rank" INTEGER,
  "shared" INTEGER,
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "saved_view_created_at" ON "saved_view" ("house", "created_at", "id");
CREATE INDEX "saved_view_updated_at" ON "saved_view" ("house", "updated_at", "id");
CREATE INDEX "saved_view_owner" ON "saved_view" ("house", "owner", "id");
CREATE INDEX "saved_view_of_type__fold" ON "saved_view" ("house", "of_type__fold", "id");
CREATE INDEX "saved_view_of_type" ON "saved_view" ("house", "of_type", "id");

CREATE TABLE "saved_view__reader" (
  "house" TEXT NOT NULL,
  "principal" TEXT NOT NULL,
  "category" TEXT NOT NULL,
  "record" TEXT NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
) WITHOUT ROWID;
CREATE INDEX "saved_view__reader_record" ON "saved_view__reader" ("house", "record");

CREATE TABLE "service" (
  "house" TEXT NOT NULL,
  "id" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER,
  "created_by" TEXT,
  "updated_at" INTEGER,
  "updated_by" TEXT,
  "number" TEXT,
  "number__fold" TEXT,
  "state" TEXT,
  "state__rank" INTEGER,
  "state__open" INTEGER,
  "name" TEXT,
  "name__fold" TEXT,
  "description" TEXT,
  "outcome" TEXT,
  "owner" TEXT,
  "team" TEXT,
  "criticality" TEXT,
  "criticality__rank" INTEGER,
  "hours" TEXT,
  "hours__fold" TEXT,
  "continuity" TEXT,
  "continuity__rank" INTEGER,
  "cost_centre" TEXT,
  "cost_centre__fold" TEXT,
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
  "house" TEXT NOT NULL,
  "principal" TEXT NOT NULL,
  "category" TEXT NOT NULL,
  "record" TEXT NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
) WITHOUT ROWID;
CREATE INDEX "service__reader_record" ON "service__reader" ("house", "record");

CREATE TABLE "service_dependency" (
  "house" TEXT NOT NULL,
  "id" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER,
  "created_by" TEXT,
  "updated_at" INTEGER,
  "updated_by" TEXT,
  "service" TEXT,
  "depends_on" TEXT,
  "note" TEXT,
  "pair" TEXT,
  "pair__fold" TEXT,
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "service_dependency_created_at" ON "service_dependency" ("house", "created_at", "id");
CREATE INDEX "service_dependency_updated_at" ON "service_dependency" ("house", "updated_at", "id");
CREATE INDEX "service_dependency_service" ON "service_dependency" ("house", "service", "id");
CREATE INDEX "service_dependency_depends_on" ON "service_dependency" ("house", "depends_on", "id");
CREATE UNIQUE INDEX "service_dependency_pair_key" ON "service_dependency" ("house", "pair");
CREATE INDEX "service_dependency_pair__fold" ON "service_dependency" ("house", "pair__fold", "id");

CREATE TABLE "service_dependency__reader" (
  "house" TEXT NOT NULL,
  "principal" TEXT NOT NULL,
  "category" TEXT NOT NULL,
  "record" TEXT NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
) WITHOUT ROWID;
CREATE INDEX "service_dependency__reader_record" ON "service_dependency__reader" ("house", "record");

CREATE TABLE "calendar" (
  "house" TEXT NOT NULL,
  "id" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER,
  "created_by" TEXT,
  "updated_at" INTEGER,
  "updated_by" TEXT,
  "name" TEXT,
  "name__fold" TEXT,
  "zone" TEXT,
  "zone__fold" TEXT,
  "monday" TEXT,
  "monday__fold" TEXT,
  "tuesday" TEXT,
  "tuesday__fold" TEXT,
  "wednesday" TEXT,
  "wednesday__fold" TEXT,
  "thursday" TEXT,
  "thursday__fold" TEXT,
  "friday" TEXT,
  "friday__fold" TEXT,
  "saturday" TEXT,
  "saturday__fold" TEXT,
  "sunday" TEXT,
  "sunday__fold" TEXT,
  "breaks" TEXT,
  "breaks__fold" TEXT,
  "holidays" TEXT,
  "holidays__rank" INTEGER,
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "calendar_created_at" ON "calendar" ("house", "created_at", "id");
CREATE INDEX "calendar_updated_at" ON "calendar" ("house", "updated_at", "id");
CREATE UNIQUE INDEX "calendar_name_key" ON "calendar" ("house", "name");
CREATE INDEX "calendar_name__fold" ON "calendar" ("house", "name__fold", "id");

CREATE TABLE "calendar__reader" (
  "house" TEXT NOT NULL,
  "principal" TEXT NOT NULL,
  "category" TEXT NOT NULL,
  "record" TEXT NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
) WITHOUT ROWID;
CREATE INDEX "calendar__reader_record" ON "calendar__reader" ("house", "record");

CREATE TABLE "calendar_day" (
  "house" TEXT NOT NULL,
  "id" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER,
  "created_by" TEXT,
  "updated_at" INTEGER,
  "updated_by" TEXT,
  "calendar" TEXT,
  "name" TEXT,
  "name__fold" TEXT,
  "day" TEXT,
  "day__fold" TEXT,
  "open" TEXT,
  "open__fold" TEXT,
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "calendar_day_created_at" ON "calendar_day" ("house", "created_at", "id");
CREATE INDEX "calendar_day_updated_at" ON "calendar_day" ("house", "updated_at", "id");
CREATE INDEX "calendar_day_calendar" ON "calendar_day" ("house", "calendar", "id");

CREATE TABLE "calendar_day__reader" (
  "house" TEXT NOT NULL,
  "principal" TEXT NOT NULL,
  "category" TEXT NOT NULL,
  "record" TEXT NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
) WITHOUT ROWID;
CREATE INDEX "calendar_day__reader_record" ON "calendar_day__reader" ("house", "record");

CREATE TABLE "agreement" (
  "house" TEXT NOT NULL,
  "id" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER,
  "created_by" TEXT,
  "updated_at" INTEGER,
  "updated_by" TEXT,
  "name" TEXT,
  "name__fold" TEXT,
  "kind" TEXT,
  "kind__rank" INTEGER,
  "party" TEXT,
  "active" INTEGER,
  "note" TEXT,
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "agreement_created_at" ON "agreement" ("house", "created_at", "id");
CREATE INDEX "agreement_updated_at" ON "agreement" ("house", "updated_at", "id");
CREATE UNIQUE INDEX "agreement_name_key" ON "agreement" ("house", "name");
CREATE INDEX "agreement_name__fold" ON "agreement" ("house", "name__fold", "id");
CREATE INDEX "agreement_party" ON "agreement" ("house", "party", "id");

CREATE TABLE "agreement__reader" (
  "house" TEXT NOT NULL,
  "principal" TEXT NOT NULL,
  "category" TEXT NOT NULL,
  "record" TEXT NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
) WITHOUT ROWID;
CREATE INDEX "agreement__reader_record" ON "agreement__reader" ("house", "record");

CREATE TABLE "target" (
  "house" TEXT NOT NULL,
  "id" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER,
  "created_by" TEXT,
  "updated_at" INTEGER,
  "updated_by" TEXT,
  "agreement" TEXT,
  "measure" TEXT,
  "measure__rank" INTEGER,
  "record_type" TEXT,
  "record_type__fold" TEXT,
  "filter" TEXT,
  "filter__fold" TEXT,
  "within" INTEGER,
  "calendar" TEXT,
  "starts" TEXT,
  "starts__fold" TEXT,
  "pauses" TEXT,
  "pauses__fold" TEXT,
  "stops" TEXT,
  "stops__fold" TEXT,
  "resets" TEXT,
  "resets__fold" TEXT,
  "reopening" TEXT,
  "reopening__rank" INTEGER,
  "retargeting" TEXT,
  "retargeting__rank" INTEGER,
  "name" TEXT,
  "name__fold" TEXT,
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "target_created_at" ON "target" ("house", "created_at", "id");
CREATE INDEX "target_updated_at" ON "target" ("house", "updated_at", "id");
CREATE INDEX "target_agreement" ON "target" ("house", "agreement", "id");
CREATE INDEX "target_calendar" ON "target" ("house", "calendar", "id");

CREATE TABLE "target__reader" (
  "house" TEXT NOT NULL,
  "principal" TEXT NOT NULL,
  "category" TEXT NOT NULL,
  "record" TEXT NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
) WITHOUT ROWID;
CREATE INDEX "target__reader_record" ON "target__reader" ("house", "record");

CREATE TABLE "escalation_step" (
  "house" TEXT NOT NULL,
  "id" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER,
  "created_by" TEXT,
  "updated_at" INTEGER,
  "updated_by" TEXT,
  "agreement" TEXT,
  "percent" INTEGER,
  "tell" TEXT,
  "tell__rank" TEXT,
  "also" TEXT,
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "escalation_step_created_at" ON "escalation_step" ("house", "created_at", "id");
CREATE INDEX "escalation_step_updated_at" ON "escalation_step" ("house", "updated_at", "id");
CREATE INDEX "escalation_step_agreement" ON "escalation_step" ("house", "agreement", "id");

CREATE TABLE "escalation_step__reader" (
  "house" TEXT NOT NULL,
  "principal" TEXT NOT NULL,
  "category" TEXT NOT NULL,
  "record" TEXT NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
) WITHOUT ROWID;
CREATE INDEX "escalation_step__reader_record" ON "escalation_step__reader" ("house", "record");

CREATE TABLE "configuration_item" (
  "house" TEXT NOT NULL,
  "id" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER,
  "created_by" TEXT,
  "updated_at" INTEGER,
  "updated_by" TEXT,
  "number" TEXT,
  "number__fold" TEXT,
  "state" TEXT,
  "state__rank" INTEGER,
  "state__open" INTEGER,
  "name" TEXT,
  "name__fold" TEXT,
  "class" TEXT,
  "class__rank" INTEGER,
  "owner" TEXT,
  "team" TEXT,
  "service" TEXT,
  "location" TEXT,
  "environment" TEXT,
  "environment__rank" INTEGER,
  "description" TEXT,
  "last_verified" INTEGER,
  "members_needed" INTEGER,
  "source_of_truth" TEXT,
  "source_of_truth__fold" TEXT,
  "external_key" TEXT,
  "external_key__fold" TEXT,
  "identity" TEXT,
  "identity__fold" TEXT,
  "serial_number" TEXT,
  "serial_number__fold" TEXT,
  "manufacturer" TEXT,
  "manufacturer__fold" TEXT,
  "model" TEXT,
  "model__fold" TEXT,
  "ip_address" TEXT,
  "ip_address__fold" TEXT,
  "operating_system" TEXT,
  "operating_system__fold" TEXT,
  "version_installed" TEXT,
  "version_installed__fold" TEXT,
  "url" TEXT,
  "url__fold" TEXT,
  "used_by" TEXT,
  "attachment_count" INTEGER,
  "watchers" TEXT,
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
  "house" TEXT NOT NULL,
  "principal" TEXT NOT NULL,
  "category" TEXT NOT NULL,
  "record" TEXT NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
) WITHOUT ROWID;
CREATE INDEX "configuration_item__reader_record" ON "configuration_item__reader" ("house", "record");

CREATE TABLE "relation" (
  "house" TEXT NOT NULL,
  "id" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER,
  "created_by" TEXT,
  "updated_at" INTEGER,
  "updated_by" TEXT,
  "from_item" TEXT,
  "kind" TEXT,
  "kind__rank" INTEGER,
  "to_item" TEXT,
  "pair" TEXT,
  "pair__fold" TEXT,
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "relation_created_at" ON "relation" ("house", "created_at", "id");
CREATE INDEX "relation_updated_at" ON "relation" ("house", "updated_at", "id");
CREATE INDEX "relation_from_item" ON "relation" ("house", "from_item", "id");
CREATE INDEX "relation_to_item" ON "relation" ("house", "to_item", "id");
CREATE UNIQUE INDEX "relation_pair_key" ON "relation" ("house", "pair");
CREATE INDEX "relation_pair__fold" ON "relation" ("house", "pair__fold", "id");

CREATE TABLE "relation__reader" (
  "house" TEXT NOT NULL,
  "principal" TEXT NOT NULL,
  "category" TEXT NOT NULL,
  "record" TEXT NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
) WITHOUT ROWID;
CREATE INDEX "relation__reader_record" ON "relation__reader" ("house", "record");

CREATE TABLE "absence" (
  "house" TEXT NOT NULL,
  "id" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER,
  "created_by" TEXT,
  "updated_at" INTEGER,
  "updated_by" TEXT,
  "state" TEXT,
  "state__rank" INTEGER,
  "state__open" INTEGER,
  "person" TEXT,
  "from_at" INTEGER,
  "until_at" INTEGER,
  "substitute" TEXT,
  "note" TEXT,
  "note__fold" TEXT,
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
  "house" TEXT NOT NULL,
  "principal" TEXT NOT NULL,
  "category" TEXT NOT NULL,
  "record" TEXT NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
) WITHOUT ROWID;
CREATE INDEX "absence__reader_record" ON "absence__reader" ("house", "record");

CREATE TABLE "shift_handover" (
  "house" TEXT NOT NULL,
  "id" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER,
  "created_by" TEXT,
  "updated_at" INTEGER,
  "updated_by" TEXT,
  "number" TEXT,
  "number__fold" TEXT,
  "state" TEXT,
  "state__rank" INTEGER,
  "state__open" INTEGER,
  "giver" TEXT,
  "team" TEXT,
  "scope" TEXT,
  "scope__rank" INTEGER,
  "receiver" TEXT,
  "note" TEXT,
  "passes_on" INTEGER,
  "work" TEXT,
  "confirmed_at" INTEGER,
  "confirmed_by" TEXT,
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
  "house" TEXT NOT NULL,
  "principal" TEXT NOT NULL,
  "category" TEXT NOT NULL,
  "record" TEXT NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
) WITHOUT ROWID;
CREATE INDEX "shift_handover__reader_record" ON "shift_handover__reader" ("house", "record");

CREATE TABLE "incident" (
  "house" TEXT NOT NULL,
  "id" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER,
  "created_by" TEXT,
  "updated_at" INTEGER,
  "updated_by" TEXT,
  "number" TEXT,
  "number__fold" TEXT,
  "state" TEXT,
  "state__rank" INTEGER,
  "state__open" INTEGER,
  "title" TEXT,
  "title__fold" TEXT,
  "description" TEXT,
  "requester" TEXT,
  "channel" TEXT,
  "channel__rank" INTEGER,
  "service" TEXT,
  "ci" TEXT,
  "category" TEXT,
  "subcategory" TEXT,
  "location" TEXT,
  "impact" TEXT,
  "impact__rank" INTEGER,
  "urgency" TEXT,
  "urgency__rank" INTEGER,
  "priority" INTEGER,
  "priority_override" TEXT,
  "priority_override__rank" INTEGER,
  "priority_reason" TEXT,
  "priority_reason__fold" TEXT,
  "confidential" INTEGER,
  "pending_reason" TEXT,
  "pending_reason__rank" INTEGER,
  "pending_until" INTEGER,
  "resolution_code" TEXT,
  "resolution_code__rank" INTEGER,
  "resolution" TEXT,
  "cause" TEXT,
  "cause__type" TEXT,
  "merged_into" TEXT,
  "opened_by" TEXT,
  "opened_at" INTEGER,
  "reopen_count" INTEGER,
  "resolved_at" INTEGER,
  "time_to_resolve" INTEGER,
  "closed_at" INTEGER,
  "cancelled_at" INTEGER,
  "external_key" TEXT,
  "external_key__fold" TEXT,
  "source" TEXT,
  "next_step" TEXT,
  "next_step__rank" INTEGER,
  "next_step_at" INTEGER,
  "reminder_count" INTEGER,
  "first_handler" TEXT,
  "resolved_by" TEXT,
  "first_contact" INTEGER,
  "team" TEXT,
  "assignee" TEXT,
  "instead_of" TEXT,
  "reassignment_count" INTEGER,
  "last_message_at" INTEGER,
  "last_word_by" TEXT,
  "last_word_by__rank" INTEGER,
  "message_count" INTEGER,
  "responded_at" INTEGER,
  "agent_message_count" INTEGER,
  "requester_message_count" INTEGER,
  "attachment_count" INTEGER,
  "watchers" TEXT,
  "task_count" INTEGER,
  "open_task_count" INTEGER,
  "time_spent" INTEGER,
  "escalation_count" INTEGER,
  "due" INTEGER,
  "due_for" TEXT,
  "due_for__rank" INTEGER,
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
  "house" TEXT NOT NULL,
  "principal" TEXT NOT NULL,
  "category" TEXT NOT NULL,
  "record" TEXT NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
) WITHOUT ROWID;
CREATE INDEX "incident__reader_record" ON "incident__reader" ("house", "record");

CREATE TABLE "category" (
  "house" TEXT NOT NULL,
  "id" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER,
  "created_by" TEXT,
  "updated_at" INTEGER,
  "updated_by" TEXT,
  "name" TEXT,
  "name__fold" TEXT,
  "parent" TEXT,
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "category_created_at" ON "category" ("house", "created_at", "id");
CREATE INDEX "category_updated_at" ON "category" ("house", "updated_at", "id");
CREATE UNIQUE INDEX "category_name_key" ON "category" ("house", "name");
CREATE INDEX "category_name__fold" ON "category" ("house", "name__fold", "id");
CREATE INDEX "category_parent" ON "category" ("house", "parent", "id");

CREATE TABLE "category__reader" (
  "house" TEXT NOT NULL,
  "principal" TEXT NOT NULL,
  "category" TEXT NOT NULL,
  "record" TEXT NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
) WITHOUT ROWID;
CREATE INDEX "category__reader_record" ON "category__reader" ("house", "record");

CREATE TABLE "incident_policy" (
  "house" TEXT NOT NULL,
  "id" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER,
  "created_by" TEXT,
  "updated_at" INTEGER,
  "updated_by" TEXT,
  "name" TEXT,
  "name__fold" TEXT,
  "remind_after" INTEGER,
  "give_up_after" INTEGER,
  "close_after" INTEGER,
  "zone" TEXT,
  "zone__fold" TEXT,
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "incident_policy_created_at" ON "incident_policy" ("house", "created_at", "id");
CREATE INDEX "incident_policy_updated_at" ON "incident_policy" ("house", "updated_at", "id");
CREATE UNIQUE INDEX "incident_policy_name_key" ON "incident_policy" ("house", "name");
CREATE INDEX "incident_policy_name__fold" ON "incident_policy" ("house", "name__fold", "id");

CREATE TABLE "incident_policy__reader" (
  "house" TEXT NOT NULL,
  "principal" TEXT NOT NULL,
  "category" TEXT NOT NULL,
  "record" TEXT NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
) WITHOUT ROWID;
CREATE INDEX "incident_policy__reader_record" ON "incident_policy__reader" ("house", "record");

CREATE TABLE "problem" (
  "house" TEXT NOT NULL,
  "id" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER,
  "created_by" TEXT,
  "updated_at" INTEGER,
  "updated_by" TEXT,
  "number" TEXT,
  "number__fold" TEXT,
  "state" TEXT,
  "state__rank" INTEGER,
  "state__open" INTEGER,
  "title" TEXT,
  "title__fold" TEXT,
  "description" TEXT,
  "impact" TEXT,
  "impact__rank" INTEGER,
  "urgency" TEXT,
  "urgency__rank" INTEGER,
  "priority" INTEGER,
  "category" TEXT,
  "service" TEXT,
  "ci" TEXT,
  "opened_by" TEXT,
  "detection" TEXT,
  "detection__rank" INTEGER,
  "root_cause" TEXT,
  "workaround" TEXT,
  "published" INTEGER,
  "known_error" INTEGER,
  "acceptance" TEXT,
  "acceptance__rank" INTEGER,
  "accepted_by" TEXT,
  "review_date" INTEGER,
  "closed_at" INTEGER,
  "external_key" TEXT,
  "external_key__fold" TEXT,
  "source" TEXT,
  "team" TEXT,
  "assignee" TEXT,
  "instead_of" TEXT,
  "reassignment_count" INTEGER,
  "last_message_at" INTEGER,
  "last_word_by" TEXT,
  "last_word_by__rank" INTEGER,
  "message_count" INTEGER,
  "responded_at" INTEGER,
  "agent_message_count" INTEGER,
  "requester_message_count" INTEGER,
  "attachment_count" INTEGER,
  "watchers" TEXT,
  "task_count" INTEGER,
  "open_task_count" INTEGER,
  "time_spent" INTEGER,
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
  "house" TEXT NOT NULL,
  "principal" TEXT NOT NULL,
  "category" TEXT NOT NULL,
  "record" TEXT NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
) WITHOUT ROWID;
CREATE INDEX "problem__reader_record" ON "problem__reader" ("house", "record");

CREATE TABLE "mailbox" (
  "house" TEXT NOT NULL,
  "id" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER,
  "created_by" TEXT,
  "updated_at" INTEGER,
  "updated_by" TEXT,
  "name" TEXT,
  "name__fold" TEXT,
  "address" TEXT,
  "address__fold" TEXT,
  "active" INTEGER,
  "health" TEXT,
  "health__rank" INTEGER,
  "reached_at" INTEGER,
  "failing_since" INTEGER,
  "failure" TEXT,
  "failure__fold" TEXT,
  "becomes" TEXT,
  "becomes__rank" INTEGER,
  "team" TEXT,
  "service" TEXT,
  "unknown_sender" TEXT,
  "unknown_sender__rank" INTEGER,
  "newcomers_organisation" TEXT,
  "newcomers_language" TEXT,
  "newcomers_language__rank" INTEGER,
  "others_reply" TEXT,
  "others_reply__rank" INTEGER,
  "imap_host" TEXT,
  "imap_host__fold" TEXT,
  "imap_port" INTEGER,
  "imap_security" TEXT,
  "imap_security__rank" INTEGER,
  "imap_user" TEXT,
  "imap_user__fold" TEXT,
  "imap_secret" TEXT,
  "imap_folder" TEXT,
  "imap_folder__fold" TEXT,
  "after_reading" TEXT,
  "after_reading__rank" INTEGER,
  "done_folder" TEXT,
  "done_folder__fold" TEXT,
  "smtp_host" TEXT,
  "smtp_host__fold" TEXT,
  "smtp_port" INTEGER,
  "smtp_security" TEXT,
  "smtp_security__rank" INTEGER,
  "smtp_user" TEXT,
  "smtp_user__fold" TEXT,
  "smtp_secret" TEXT,
  "secret_kind" TEXT,
  "secret_kind__rank" INTEGER,
  "plus_addressing" INTEGER,
  "signature" TEXT,
  "signature__fold" TEXT,
  "signing_key" TEXT,
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "mailbox_created_at" ON "mailbox" ("house", "created_at", "id");
CREATE INDEX "mailbox_updated_at" ON "mailbox" ("house", "updated_at", "id");
CREATE UNIQUE INDEX "mailbox_address_key" ON "mailbox" ("house", "address");
CREATE INDEX "mailbox_address__fold" ON "mailbox" ("house", "address__fold", "id");
CREATE INDEX "mailbox_active" ON "mailbox" ("house", "active", "id");

CREATE TABLE "mailbox__reader" (
  "house" TEXT NOT NULL,
  "principal" TEXT NOT NULL,
  "category" TEXT NOT NULL,
  "record" TEXT NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
) WITHOUT ROWID;
CREATE INDEX "mailbox__reader_record" ON "mailbox__reader" ("house", "record");

CREATE TABLE "mail" (
  "house" TEXT NOT NULL,
  "id" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER,
  "created_by" TEXT,
  "updated_at" INTEGER,
  "updated_by" TEXT,
  "state" TEXT,
  "state__rank" INTEGER,
  "state__open" INTEGER,
  "mailbox" TEXT,
  "source_key" TEXT,
  "source_key__fold" TEXT,
  "letter" TEXT,
  "letter__fold" TEXT,
  "message_id" TEXT,
  "message_id__fold" TEXT,
  "from_address" TEXT,
  "from_address__fold" TEXT,
  "from_name" TEXT,
  "from_name__fold" TEXT,
  "to" TEXT,
  "to__fold" TEXT,
  "mail_subject" TEXT,
  "mail_subject__fold" TEXT,
  "written_at" INTEGER,
  "size" INTEGER,
  "sender" TEXT,
  "about" TEXT,
  "about__type" TEXT,
  "automatic" INTEGER,
  "reason" TEXT,
  "reason__rank" INTEGER,
  "detail" TEXT,
  "detail__fold" TEXT,
  "decision" TEXT,
  "decision__fold" TEXT,
  "decision_by" TEXT,
  "released" INTEGER,
  "team" TEXT,
  "raw" TEXT,
  "attachment_count" INTEGER,
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
  "house" TEXT NOT NULL,
  "principal" TEXT NOT NULL,
  "category" TEXT NOT NULL,
  "record" TEXT NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
) WITHOUT ROWID;
CREATE INDEX "mail__reader_record" ON "mail__reader" ("house", "record");

CREATE TABLE "attachment" (
  "house" TEXT NOT NULL,
  "id" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER,
  "created_by" TEXT,
  "updated_at" INTEGER,
  "updated_by" TEXT,
  "subject" TEXT,
  "subject__type" TEXT,
  "name" TEXT,
  "name__fold" TEXT,
  "media_type" TEXT,
  "media_type__fold" TEXT,
  "size" INTEGER,
  "sha256" TEXT,
  "sha256__fold" TEXT,
  "visibility" TEXT,
  "visibility__rank" INTEGER,
  "added_by" TEXT,
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "attachment_created_at" ON "attachment" ("house", "created_at", "id");
CREATE INDEX "attachment_updated_at" ON "attachment" ("house", "updated_at", "id");
CREATE INDEX "attachment_subject" ON "attachment" ("house", "subject", "id");
CREATE INDEX "attachment_sha256__fold" ON "attachment" ("house", "sha256__fold", "id");
CREATE INDEX "attachment_sha256" ON "attachment" ("house", "sha256", "id");

CREATE TABLE "attachment__reader" (
  "house" TEXT NOT NULL,
  "principal" TEXT NOT NULL,
  "category" TEXT NOT NULL,
  "record" TEXT NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
) WITHOUT ROWID;
CREATE INDEX "attachment__reader_record" ON "attachment__reader" ("house", "record");

CREATE TABLE "link" (
  "house" TEXT NOT NULL,
  "id" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER,
  "created_by" TEXT,
  "updated_at" INTEGER,
  "updated_by" TEXT,
  "from_record" TEXT,
  "from_record__type" TEXT,
  "kind" TEXT,
  "kind__rank" INTEGER,
  "to_record" TEXT,
  "to_record__type" TEXT,
  "note" TEXT,
  "note__fold" TEXT,
  "pair" TEXT,
  "pair__fold" TEXT,
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "link_created_at" ON "link" ("house", "created_at", "id");
CREATE INDEX "link_updated_at" ON "link" ("house", "updated_at", "id");
CREATE INDEX "link_from_record" ON "link" ("house", "from_record", "id");
CREATE INDEX "link_to_record" ON "link" ("house", "to_record", "id");
CREATE UNIQUE INDEX "link_pair_key" ON "link" ("house", "pair");
CREATE INDEX "link_pair__fold" ON "link" ("house", "pair__fold", "id");

CREATE TABLE "link__reader" (
  "house" TEXT NOT NULL,
  "principal" TEXT NOT NULL,
  "category" TEXT NOT NULL,
  "record" TEXT NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
) WITHOUT ROWID;
CREATE INDEX "link__reader_record" ON "link__reader" ("house", "record");

CREATE TABLE "message" (
  "house" TEXT NOT NULL,
  "id" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER,
  "created_by" TEXT,
  "updated_at" INTEGER,
  "updated_by" TEXT,
  "subject" TEXT,
  "subject__type" TEXT,
  "visibility" TEXT,
  "visibility__rank" INTEGER,
  "author" TEXT,
  "body" TEXT,
  "channel" TEXT,
  "channel__rank" INTEGER,
  "sent_at" INTEGER,
  "source_id" TEXT,
  "source_id__fold" TEXT,
  "files" TEXT,
  "mentions" TEXT,
  "quoted" TEXT,
  "excerpt" TEXT,
  "excerpt__fold" TEXT,
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "message_subject" ON "message" ("house", "subject", "id");
CREATE INDEX "message_author" ON "message" ("house", "author", "id") WHERE "author" IS NOT NULL;
CREATE INDEX "message_sent_at" ON "message" ("house", "sent_at", "id");
CREATE UNIQUE INDEX "message_source_id_key" ON "message" ("house", "source_id") WHERE "source_id" IS NOT NULL;

CREATE TABLE "message__reader" (
  "house" TEXT NOT NULL,
  "principal" TEXT NOT NULL,
  "category" TEXT NOT NULL,
  "record" TEXT NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
) WITHOUT ROWID;
CREATE INDEX "message__reader_record" ON "message__reader" ("house", "record");

CREATE TABLE "draft" (
  "house" TEXT NOT NULL,
  "id" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER,
  "created_by" TEXT,
  "updated_at" INTEGER,
  "updated_by" TEXT,
  "subject" TEXT,
  "subject__type" TEXT,
  "writer" TEXT,
  "visibility" TEXT,
  "visibility__rank" INTEGER,
  "body" TEXT,
  "excerpt" TEXT,
  "excerpt__fold" TEXT,
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "draft_created_at" ON "draft" ("house", "created_at", "id");
CREATE INDEX "draft_updated_at" ON "draft" ("house", "updated_at", "id");
CREATE INDEX "draft_subject" ON "draft" ("house", "subject", "id");
CREATE INDEX "draft_writer" ON "draft" ("house", "writer", "id");

CREATE TABLE "draft__reader" (
  "house" TEXT NOT NULL,
  "principal" TEXT NOT NULL,
  "category" TEXT NOT NULL,
  "record" TEXT NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
) WITHOUT ROWID;
CREATE INDEX "draft__reader_record" ON "draft__reader" ("house", "record");

CREATE TABLE "canned_reply" (
  "house" TEXT NOT NULL,
  "id" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER,
  "created_by" TEXT,
  "updated_at" INTEGER,
  "updated_by" TEXT,
  "name" TEXT,
  "name__fold" TEXT,
  "shortcut" TEXT,
  "shortcut__fold" TEXT,
  "text" TEXT,
  "text__fold" TEXT,
  "team" TEXT,
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "canned_reply_created_at" ON "canned_reply" ("house", "created_at", "id");
CREATE INDEX "canned_reply_updated_at" ON "canned_reply" ("house", "updated_at", "id");
CREATE UNIQUE INDEX "canned_reply_name_key" ON "canned_reply" ("house", "name");
CREATE INDEX "canned_reply_name__fold" ON "canned_reply" ("house", "name__fold", "id");
CREATE INDEX "canned_reply_team" ON "canned_reply" ("house", "team", "id");

CREATE TABLE "canned_reply__reader" (
  "house" TEXT NOT NULL,
  "principal" TEXT NOT NULL,
  "category" TEXT NOT NULL,
  "record" TEXT NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
) WITHOUT ROWID;
CREATE INDEX "canned_reply__reader_record" ON "canned_reply__reader" ("house", "record");

CREATE TABLE "task" (
  "house" TEXT NOT NULL,
  "id" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER,
  "created_by" TEXT,
  "updated_at" INTEGER,
  "updated_by" TEXT,
  "subject" TEXT,
  "subject__type" TEXT,
  "title" TEXT,
  "title__fold" TEXT,
  "position" INTEGER,
  "assignee" TEXT,
  "due_at" INTEGER,
  "note" TEXT,
  "done" INTEGER,
  "done_at" INTEGER,
  "done_by" TEXT,
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
  "house" TEXT NOT NULL,
  "principal" TEXT NOT NULL,
  "category" TEXT NOT NULL,
  "record" TEXT NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
) WITHOUT ROWID;
CREATE INDEX "task__reader_record" ON "task__reader" ("house", "record");

CREATE TABLE "checklist" (
  "house" TEXT NOT NULL,
  "id" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER,
  "created_by" TEXT,
  "updated_at" INTEGER,
  "updated_by" TEXT,
  "name" TEXT,
  "name__fold" TEXT,
  "lines" TEXT,
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "checklist_created_at" ON "checklist" ("house", "created_at", "id");
CREATE INDEX "checklist_updated_at" ON "checklist" ("house", "updated_at", "id");
CREATE UNIQUE INDEX "checklist_name_key" ON "checklist" ("house", "name");
CREATE INDEX "checklist_name__fold" ON "checklist" ("house", "name__fold", "id");

CREATE TABLE "checklist__reader" (
  "house" TEXT NOT NULL,
  "principal" TEXT NOT NULL,
  "category" TEXT NOT NULL,
  "record" TEXT NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
) WITHOUT ROWID;
CREATE INDEX "checklist__reader_record" ON "checklist__reader" ("house", "record");

CREATE TABLE "time_entry" (
  "house" TEXT NOT NULL,
  "id" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER,
  "created_by" TEXT,
  "updated_at" INTEGER,
  "updated_by" TEXT,
  "subject" TEXT,
  "subject__type" TEXT,
  "person" TEXT,
  "minutes" INTEGER,
  "worked_on" INTEGER,
  "note" TEXT,
  "note__fold" TEXT,
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "time_entry_created_at" ON "time_entry" ("house", "created_at", "id");
CREATE INDEX "time_entry_updated_at" ON "time_entry" ("house", "updated_at", "id");
CREATE INDEX "time_entry_subject" ON "time_entry" ("house", "subject", "id");
CREATE INDEX "time_entry_person" ON "time_entry" ("house", "person", "id");
CREATE INDEX "time_entry_worked_on" ON "time_entry" ("house", "worked_on", "id");

CREATE TABLE "time_entry__reader" (
  "house" TEXT NOT NULL,
  "principal" TEXT NOT NULL,
  "category" TEXT NOT NULL,
  "record" TEXT NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
) WITHOUT ROWID;
CREATE INDEX "time_entry__reader_record" ON "time_entry__reader" ("house", "record");

CREATE TABLE "escalation" (
  "house" TEXT NOT NULL,
  "id" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER,
  "created_by" TEXT,
  "updated_at" INTEGER,
  "updated_by" TEXT,
  "subject" TEXT,
  "subject__type" TEXT,
  "origin" TEXT,
  "origin__rank" INTEGER,
  "clock" TEXT,
  "measure" TEXT,
  "measure__rank" INTEGER,
  "percent" INTEGER,
  "reached_at" INTEGER,
  "runs_out_at" INTEGER,
  "told" TEXT,
  "told_team" TEXT,
  "kind" TEXT,
  "kind__rank" INTEGER,
  "reason" TEXT,
  "reason__fold" TEXT,
  "from_team" TEXT,
  "by" TEXT,
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
  "house" TEXT NOT NULL,
  "principal" TEXT NOT NULL,
  "category" TEXT NOT NULL,
  "record" TEXT NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
) WITHOUT ROWID;
CREATE INDEX "escalation__reader_record" ON "escalation__reader" ("house", "record");

CREATE TABLE "manual_escalation" (
  "house" TEXT NOT NULL,
  "id" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER,
  "created_by" TEXT,
  "updated_at" INTEGER,
  "updated_by" TEXT,
  "subject" TEXT,
  "subject__type" TEXT,
  "kind" TEXT,
  "kind__rank" INTEGER,
  "reason" TEXT,
  "reason__fold" TEXT,
  "from_team" TEXT,
  "to_team" TEXT,
  "to_person" TEXT,
  "by" TEXT,
  "escalated_at" INTEGER,
  "moved" INTEGER,
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "manual_escalation_created_at" ON "manual_escalation" ("house", "created_at", "id");
CREATE INDEX "manual_escalation_updated_at" ON "manual_escalation" ("house", "updated_at", "id");
CREATE INDEX "manual_escalation_subject" ON "manual_escalation" ("house", "subject", "id");

CREATE TABLE "manual_escalation__reader" (
  "house" TEXT NOT NULL,
  "principal" TEXT NOT NULL,
  "category" TEXT NOT NULL,
  "record" TEXT NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
) WITHOUT ROWID;
CREATE INDEX "manual_escalation__reader_record" ON "manual_escalation__reader" ("house", "record");

CREATE TABLE "notice" (
  "house" TEXT NOT NULL,
  "id" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER,
  "created_by" TEXT,
  "updated_at" INTEGER,
  "updated_by" TEXT,
  "person" TEXT,
  "kind" TEXT,
  "kind__rank" INTEGER,
  "subject" TEXT,
  "subject__type" TEXT,
  "message" TEXT,
  "caused_by" TEXT,
  "read_at" INTEGER,
  "mail" TEXT,
  "mail__rank" INTEGER,
  "mailed_at" INTEGER,
  "mail_error" TEXT,
  "mail_error__fold" TEXT,
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "notice_created_at" ON "notice" ("house", "created_at", "id");
CREATE INDEX "notice_person" ON "notice" ("house", "person", "id");
CREATE INDEX "notice_subject" ON "notice" ("house", "subject", "id");
CREATE INDEX "notice_mail" ON "notice" ("house", "mail", "id") WHERE "mail" IS NOT NULL;

CREATE TABLE "notice__reader" (
  "house" TEXT NOT NULL,
  "principal" TEXT NOT NULL,
  "category" TEXT NOT NULL,
  "record" TEXT NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
) WITHOUT ROWID;
CREATE INDEX "notice__reader_record" ON "notice__reader" ("house", "record");

CREATE TABLE "notification_preference" (
  "house" TEXT NOT NULL,
  "id" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER,
  "created_by" TEXT,
  "updated_at" INTEGER,
  "updated_by" TEXT,
  "person" TEXT,
  "not_by_mail" TEXT,
  "not_by_mail__rank" TEXT,
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "notification_preference_created_at" ON "notification_preference" ("house", "created_at", "id");
CREATE INDEX "notification_preference_updated_at" ON "notification_preference" ("house", "updated_at", "id");
CREATE UNIQUE INDEX "notification_preference_person_key" ON "notification_preference" ("house", "person");

CREATE TABLE "notification_preference__reader" (
  "house" TEXT NOT NULL,
  "principal" TEXT NOT NULL,
  "category" TEXT NOT NULL,
  "record" TEXT NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
) WITHOUT ROWID;
CREATE INDEX "notification_preference__reader_record" ON "notification_preference__reader" ("house", "record");

CREATE TABLE "clock" (
  "house" TEXT NOT NULL,
  "id" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "created_at" INTEGER,
  "created_by" TEXT,
  "updated_at" INTEGER,
  "updated_by" TEXT,
  "subject" TEXT,
  "subject__type" TEXT,
  "target" TEXT,
  "kind" TEXT,
  "kind__rank" INTEGER,
  "measure" TEXT,
  "measure__rank" INTEGER,
  "phase" TEXT,
  "phase__rank" INTEGER,
  "started_at" INTEGER,
  "runs_out_at" INTEGER,
  "ended_at" INTEGER,
  "paused_since" INTEGER,
  "paused_for" TEXT,
  "paused_for__fold" TEXT,
  "elapsed" INTEGER,
  "promised" INTEGER,
  "outcome" TEXT,
  "outcome__rank" INTEGER,
  "decided_at" INTEGER,
  "level" INTEGER,
  "next_at" INTEGER,
  "next_level" INTEGER,
  "team" TEXT,
  "service" TEXT,
  "category" TEXT,
  "priority" INTEGER,
  "excluded" TEXT,
  "excluded__fold" TEXT,
  "excluded_by" TEXT,
  "events" TEXT,
  PRIMARY KEY ("house", "id")
);
CREATE INDEX "clock_subject" ON "clock" ("house", "subject", "id");
CREATE INDEX "clock_started_at" ON "clock" ("house", "started_at", "id");
CREATE INDEX "clock_decided_at" ON "clock" ("house", "decided_at", "id");
CREATE INDEX "clock_next_at" ON "clock" ("house", "next_at", "id") WHERE "next_at" IS NOT NULL;

CREATE TABLE "clock__reader" (
  "house" TEXT NOT NULL,
  "principal" TEXT NOT NULL,
  "category" TEXT NOT NULL,
  "record" TEXT NOT NULL,
  PRIMARY KEY ("house", "principal", "category", "record")
) WITHOUT ROWID;
CREATE INDEX "clock__reader_record" ON "clock__reader" ("house", "record");

