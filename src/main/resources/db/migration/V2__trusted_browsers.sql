create table trusted_browser (
    id uuid primary key,
    realm_id uuid not null references realm on delete cascade,
    administrator_id uuid not null references administrator on delete cascade,
    secret_hash text not null,
    -- Digest of what the trust rests on: password, number, role and policy. Another one, and the trust is void.
    foundation text not null,
    second_factor_at timestamptz not null,
    client_address text not null,
    user_agent text not null,
    created_at timestamptz not null,
    last_used_at timestamptz not null,
    unique (secret_hash, administrator_id)
);
create index trusted_browser_of_administrator on trusted_browser (administrator_id);
