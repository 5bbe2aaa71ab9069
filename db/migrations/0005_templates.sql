CREATE TABLE "quayside"."templates" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "quayside"."templates_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"owner" text NOT NULL,
	"shared" boolean DEFAULT false NOT NULL,
	"kind" "quayside"."job_kind" NOT NULL,
	"table_schema" text,
	"table_name" text,
	"settings" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "templates_name" UNIQUE("owner","name")
);
--> statement-breakpoint
ALTER TABLE "quayside"."jobs" ADD COLUMN "template_id" bigint;--> statement-breakpoint
CREATE INDEX "jobs_template" ON "quayside"."jobs" USING btree ("template_id","id") WHERE template_id is not null;