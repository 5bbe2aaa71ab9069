ALTER TABLE "quayside"."jobs" ADD COLUMN "held" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "quayside"."rejects" ADD COLUMN "byte" bigint;