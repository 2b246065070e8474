-- From where an account has been signed in to: HMAC over account, rough device and network.
create table seen_browser (
    administrator_id uuid not null references administrator on delete cascade,
    mac text not null,
    seen_at timestamptz not null,
    primary key (administrator_id, mac)
);
