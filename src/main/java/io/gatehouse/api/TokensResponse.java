package io.gatehouse.api;

/** New tokens, without anything else. */
public record TokensResponse(TokensBody tokens) {}
