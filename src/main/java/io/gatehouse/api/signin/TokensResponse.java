package io.gatehouse.api.signin;

/** New tokens, without anything else. */
public record TokensResponse(TokensBody tokens) {}
