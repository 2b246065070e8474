-- Text messages that tell a number that it goes; they carry no code and count towards no limit of codes.
alter table delivery add column notice boolean not null default false;
