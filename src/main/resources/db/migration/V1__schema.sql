create table realm (
    id uuid primary key,
    slug text not null unique check (slug ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
    root boolean not null,
    settings jsonb not null,
    created_at timestamptz not null,
    version bigint not null
);
create unique index realm_one_root on realm (root) where root;

create table administrator (
    id uuid primary key,
    realm_id uuid not null references realm on delete cascade,
    email text not null check (email = lower(email)),
    display_name text not null,
    role text not null check (role in ('SYSTEM_ADMINISTRATOR', 'OPERATOR', 'OBSERVER')),
    disabled boolean not null,
    password_hash text,
    phone text check (phone ~ '^\+[1-9][0-9]{6,14}$'),
    phone_proven_at timestamptz,
    locale text,
    created_at timestamptz not null,
    version bigint not null,
    unique (realm_id, email),
    check ((phone is null) = (phone_proven_at is null))
);

-- Counters and locks that outlive flows, restarts and Redis.
create table code_guard (
    administrator_id uuid not null references administrator on delete cascade,
    purpose text not null,
    wrong_codes integer not null default 0,
    locked_until timestamptz,
    unused_sends integer not null default 0,
    sends_locked_until timestamptz,
    primary key (administrator_id, purpose)
);

create table session (
    id uuid primary key,
    realm_id uuid not null references realm on delete cascade,
    administrator_id uuid not null references administrator on delete cascade,
    role text not null,
    kind text not null check (kind in ('BROWSER', 'API', 'SAME_SITE_API')),
    secret_hash bytea,
    authenticated_at timestamptz not null,
    second_factor text,
    second_factor_at timestamptz,
    client_address text not null,
    user_agent text not null,
    created_at timestamptz not null,
    last_used_at timestamptz not null,
    idle_seconds bigint not null,
    expires_at timestamptz not null,
    revoked_at timestamptz
);
create index session_of_administrator on session (administrator_id);

create table refresh_token (
    token_hash text primary key,
    session_id uuid not null references session on delete cascade,
    issued_at timestamptz not null,
    rotated_at timestamptz
);
create index refresh_token_of_session on refresh_token (session_id);

create table signing_key (
    kid text primary key,
    realm_id uuid not null references realm on delete cascade,
    public_key bytea not null,
    sealed_private_key bytea not null,
    published_at timestamptz not null,
    active_from timestamptz not null
);
create index signing_key_of_realm on signing_key (realm_id);

create table delivery (
    id uuid primary key,
    realm_id uuid not null references realm on delete cascade,
    administrator_id uuid not null references administrator on delete cascade,
    purpose text not null,
    channel text not null check (channel in ('SMS', 'EMAIL')),
    destination_hint text not null,
    destination_mac bytea not null,
    tag text not null,
    state text not null check (state in ('QUEUED', 'SENT', 'DELIVERED', 'FAILED')),
    provider_message_id text,
    error text,
    created_at timestamptz not null,
    changed_at timestamptz not null
);
create index delivery_of_administrator on delivery (administrator_id, created_at);
create index delivery_of_destination on delivery (destination_mac, created_at);

create sequence audit_event_seq increment by 50;
create table audit_event (
    id bigint primary key,
    occurred_at timestamptz not null,
    type text not null,
    realm_id uuid not null,
    actor_id uuid,
    subject_id uuid,
    client_address text not null,
    user_agent text not null,
    request_id text not null,
    details jsonb not null
);
create index audit_event_of_realm on audit_event (realm_id, id desc);
create index audit_event_of_subject on audit_event (subject_id, id desc);
