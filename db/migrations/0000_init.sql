CREATE SCHEMA IF NOT EXISTS "quayside";
--> statement-breakpoint
CREATE TYPE "quayside"."file_role" AS ENUM('source', 'output');--> statement-breakpoint
CREATE TYPE "quayside"."job_kind" AS ENUM('import', 'export');--> statement-breakpoint
CREATE TYPE "quayside"."job_status" AS ENUM('editing', 'running', 'pausing', 'paused', 'cancelling', 'cancelled', 'finished', 'finished_with_errors', 'server_shutdown');--> statement-breakpoint
CREATE TYPE "quayside"."journal_level" AS ENUM('info', 'warning', 'error');--> statement-breakpoint
CREATE TYPE "quayside"."reject_kind" AS ENUM('text', 'value', 'database');--> statement-breakpoint
CREATE TABLE "quayside"."chunks" (
	"job_id" bigint NOT NULL,
	"number" integer NOT NULL,
	"next_byte" bigint NOT NULL,
	"end_byte" bigint NOT NULL,
	"next_record" bigint NOT NULL,
	"next_line" bigint NOT NULL,
	"records_left" bigint NOT NULL,
	CONSTRAINT "chunks_job_id_number_pk" PRIMARY KEY("job_id","number")
);
--> statement-breakpoint
CREATE TABLE "quayside"."export_checkpoints" (
	"job_id" bigint PRIMARY KEY NOT NULL,
	"bytes" bigint NOT NULL,
	"part" text NOT NULL,
	"last_key" jsonb,
	"snapshot" text
);
--> statement-breakpoint
CREATE TABLE "quayside"."files" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"job_id" bigint,
	"role" "quayside"."file_role" NOT NULL,
	"name" text NOT NULL,
	"size" bigint NOT NULL,
	"sha256" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "quayside"."job_moves" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "quayside"."job_moves_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"job_id" bigint NOT NULL,
	"from_status" "quayside"."job_status" NOT NULL,
	"to_status" "quayside"."job_status" NOT NULL,
	"by" text NOT NULL,
	"actor" text,
	"reason" text,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "quayside"."jobs" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "quayside"."jobs_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1001 CACHE 1),
	"kind" "quayside"."job_kind" NOT NULL,
	"status" "quayside"."job_status" DEFAULT 'editing' NOT NULL,
	"status_since" timestamp with time zone DEFAULT now() NOT NULL,
	"label" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"owner" text NOT NULL,
	"table_schema" text,
	"table_name" text,
	"settings" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"queued_at" timestamp with time zone,
	"active_ms" bigint DEFAULT 0 NOT NULL,
	"worker_id" uuid,
	"lease_token" uuid,
	"leased_at" timestamp with time zone,
	"lease_expires_at" timestamp with time zone,
	"vanished" integer DEFAULT 0 NOT NULL,
	"total" bigint,
	"processed" bigint DEFAULT 0 NOT NULL,
	"success" bigint DEFAULT 0 NOT NULL,
	"empty" bigint DEFAULT 0 NOT NULL,
	"errors" bigint DEFAULT 0 NOT NULL,
	"warnings" bigint DEFAULT 0 NOT NULL,
	"rejects" bigint DEFAULT 0 NOT NULL,
	"doubles" bigint DEFAULT 0 NOT NULL,
	"duplicates" bigint DEFAULT 0 NOT NULL,
	"unprocessed" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "quayside"."journal_entries" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "quayside"."journal_entries_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"job_id" bigint NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"level" "quayside"."journal_level" NOT NULL,
	"code" text NOT NULL,
	"params" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"detail" text
);
--> statement-breakpoint
CREATE TABLE "quayside"."rejects" (
	"job_id" bigint NOT NULL,
	"record" bigint NOT NULL,
	"line" bigint NOT NULL,
	"kind" "quayside"."reject_kind" NOT NULL,
	"column" text,
	"value" text,
	"code" text NOT NULL,
	"params" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"detail" text,
	"raw" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "rejects_job_id_record_pk" PRIMARY KEY("job_id","record")
);
--> statement-breakpoint
CREATE TABLE "quayside"."snapshots" (
	"job_id" bigint PRIMARY KEY NOT NULL,
	"requested_at" timestamp with time zone DEFAULT now() NOT NULL,
	"snapshot" text
);
--> statement-breakpoint
CREATE TABLE "quayside"."workers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"host" text NOT NULL,
	"pid" integer NOT NULL,
	"slots" integer NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"heartbeat_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "quayside"."chunks" ADD CONSTRAINT "chunks_job_id_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "quayside"."jobs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quayside"."export_checkpoints" ADD CONSTRAINT "export_checkpoints_job_id_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "quayside"."jobs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quayside"."files" ADD CONSTRAINT "files_job_id_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "quayside"."jobs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quayside"."job_moves" ADD CONSTRAINT "job_moves_job_id_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "quayside"."jobs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quayside"."journal_entries" ADD CONSTRAINT "journal_entries_job_id_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "quayside"."jobs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quayside"."rejects" ADD CONSTRAINT "rejects_job_id_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "quayside"."jobs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quayside"."snapshots" ADD CONSTRAINT "snapshots_job_id_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "quayside"."jobs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "files_job" ON "quayside"."files" USING btree ("job_id");--> statement-breakpoint
CREATE INDEX "job_moves_job" ON "quayside"."job_moves" USING btree ("job_id","id");--> statement-breakpoint
CREATE INDEX "jobs_status" ON "quayside"."jobs" USING btree ("status","id");--> statement-breakpoint
CREATE INDEX "jobs_waiting" ON "quayside"."jobs" USING btree ("queued_at") WHERE status = 'running' and lease_token is null;--> statement-breakpoint
CREATE INDEX "jobs_leases" ON "quayside"."jobs" USING btree ("lease_expires_at") WHERE lease_token is not null;--> statement-breakpoint
CREATE INDEX "journal_entries_job" ON "quayside"."journal_entries" USING btree ("job_id","id");