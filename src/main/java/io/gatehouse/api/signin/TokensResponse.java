package io.gatehouse.api.signin;

/** New tokens. */
public record TokensResponse(TokensBody tokens) {}
