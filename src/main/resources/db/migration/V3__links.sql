create table link (
    token_hash text primary key,
    kind text not null,
    realm_id uuid not null references realm on delete cascade,
    administrator_id uuid not null references administrator on delete cascade,
    issued_at timestamptz not null,
    expires_at timestamptz not null,
    consumed_at timestamptz
);
create index link_of_administrator on link (administrator_id, kind);

-- Wishes for a reset, known account or not: looked at later, so that the answer takes the same time for both.
create table reset_request (
    id uuid primary key,
    realm_id uuid not null references realm on delete cascade,
    sealed bytea not null,
    asked_at timestamptz not null
);
