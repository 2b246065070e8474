-- Counts what ends a person's pending flows besides a new password: being disabled, another role, another way for codes.
alter table administrator add access_version bigint not null default 0;

-- What a search looks through, lower case, in an index that lists the realm's people by address: without the table, 100,000
-- of them are read in a few milliseconds, wherever in it the words stand.
alter table administrator add search text not null generated always as (email || ' ' || lower(display_name)) stored;
create index administrator_by_email on administrator (realm_id, email) include (id, search);

create index session_live_of_realm on session (realm_id) where revoked_at is null;

-- Channels by which somebody has lately received a code, before asking the same of everybody.
create table channel_proof (
    session_id uuid not null references session on delete cascade,
    channel text not null check (channel in ('SMS', 'EMAIL')),
    proven_at timestamptz not null,
    primary key (session_id, channel)
);

-- Mails to everybody of a realm, posted to the outbox a few at a time.
create table realm_notice (
    id uuid primary key,
    realm_id uuid not null references realm on delete cascade,
    kind text not null,
    details jsonb not null,
    client_address text not null,
    user_agent text not null,
    request_id text not null,
    occurred_at timestamptz not null,
    -- The last address it was posted to.
    reached text not null
);
