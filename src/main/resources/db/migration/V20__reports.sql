-- The way out that each code and notice carries: "this wasn't me". Gone once used.
create table report_link (
    token_hash text primary key,
    realm_id uuid not null references realm on delete cascade,
    administrator_id uuid not null references administrator on delete cascade,
    occasion text not null,
    client_address text not null,
    user_agent text not null,
    request_id text not null,
    occurred_at timestamptz not null,
    expires_at timestamptz not null
);
create index report_link_of_administrator on report_link (administrator_id);
create index report_link_expiry on report_link (expires_at);

-- Since when the password opens nothing any more, until its person has chosen another by a mailed link.
alter table administrator add column reset_required_at timestamptz;
