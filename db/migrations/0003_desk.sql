CREATE TYPE "quayside"."reject_state" AS ENUM('open', 'retrying', 'loaded', 'discarded');--> statement-breakpoint
CREATE TABLE "quayside"."reject_attempts" (
	"job_id" bigint NOT NULL,
	"record" bigint NOT NULL,
	"attempt" integer NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"actor" text,
	"tried" text NOT NULL,
	"kind" "quayside"."reject_kind",
	"column" text,
	"value" text,
	"code" text,
	"params" jsonb,
	"detail" text,
	CONSTRAINT "reject_attempts_job_id_record_attempt_pk" PRIMARY KEY("job_id","record","attempt")
);
--> statement-breakpoint
CREATE TABLE "quayside"."views" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "quayside"."views_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"owner" text NOT NULL,
	"shared" boolean DEFAULT false NOT NULL,
	"query" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "views_name" UNIQUE("owner","name")
);
--> statement-breakpoint
ALTER TABLE "quayside"."jobs" ADD COLUMN "file_name" text;--> statement-breakpoint
ALTER TABLE "quayside"."jobs" ADD COLUMN "copy_of" bigint;--> statement-breakpoint
ALTER TABLE "quayside"."jobs" ADD COLUMN "begun_at" timestamp with time zone GENERATED ALWAYS AS (coalesce(started_at, created_at)) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "quayside"."jobs" ADD COLUMN "discarded" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "quayside"."jobs" ADD COLUMN "retrying" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "quayside"."jobs" ADD COLUMN "retry_total" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "quayside"."rejects" ADD COLUMN "state" "quayside"."reject_state" DEFAULT 'open' NOT NULL;--> statement-breakpoint
ALTER TABLE "quayside"."rejects" ADD COLUMN "repaired" text;--> statement-breakpoint
ALTER TABLE "quayside"."rejects" ADD COLUMN "attempts" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "quayside"."rejects" ADD COLUMN "decided_by" text;--> statement-breakpoint
ALTER TABLE "quayside"."rejects" ADD COLUMN "decided_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "quayside"."rejects" ADD COLUMN "decided_reason" text;--> statement-breakpoint
ALTER TABLE "quayside"."reject_attempts" ADD CONSTRAINT "reject_attempts_job_id_record_rejects_job_id_record_fk" FOREIGN KEY ("job_id","record") REFERENCES "quayside"."rejects"("job_id","record") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "jobs_owner" ON "quayside"."jobs" USING btree ("owner","id");--> statement-breakpoint
CREATE INDEX "jobs_table" ON "quayside"."jobs" USING btree ("table_schema","table_name","id");--> statement-breakpoint
CREATE INDEX "jobs_begun" ON "quayside"."jobs" USING btree ("begun_at","id","status");--> statement-breakpoint
CREATE INDEX "jobs_kind" ON "quayside"."jobs" USING btree ("kind","id");--> statement-breakpoint
CREATE INDEX "jobs_finished" ON "quayside"."jobs" USING btree (coalesce(finished_at, 'infinity'),"id");--> statement-breakpoint
CREATE INDEX "jobs_duration" ON "quayside"."jobs" USING btree ("active_ms","id");--> statement-breakpoint
CREATE INDEX "jobs_rejects" ON "quayside"."jobs" USING btree ("rejects","id");--> statement-breakpoint
CREATE INDEX "jobs_with_rejects" ON "quayside"."jobs" USING btree ("id") WHERE rejects > 0;--> statement-breakpoint
CREATE INDEX "journal_entries_code" ON "quayside"."journal_entries" USING btree ("job_id","code","id");--> statement-breakpoint
CREATE INDEX "rejects_groups" ON "quayside"."rejects" USING btree ("job_id","state","code","column","record");