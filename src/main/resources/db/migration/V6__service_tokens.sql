create table service_token (
    id uuid primary key,
    realm_id uuid not null references realm on delete cascade,
    name text not null,
    role text not null check (role in ('OPERATOR', 'OBSERVER')),
    token_hash text not null unique,
    address_ranges text[] not null,
    created_by uuid not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    last_used_at timestamptz
);
create index service_token_of_realm on service_token (realm_id);
