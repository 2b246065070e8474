-- Wishes to take a person's mobile number away: of the four-eyes kind, or after a time to object.
create table phone_reset (
    id uuid primary key,
    realm_id uuid not null references realm on delete cascade,
    administrator_id uuid not null references administrator on delete cascade,
    requested_by uuid not null,
    requested_at timestamptz not null,
    needs_approval boolean not null,
    -- When it takes effect by itself; when it lapses, if it needs an approval.
    due_at timestamptz not null,
    decided_at timestamptz
);
create unique index phone_reset_open on phone_reset (administrator_id) where decided_at is null;
create index phone_reset_due on phone_reset (due_at) where decided_at is null;
