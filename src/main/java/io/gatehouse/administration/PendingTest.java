package io.gatehouse.administration;

import io.gatehouse.realm.Channel;

/**
 * A test of a channel under way, known by its session.
 *
 * @param flow secret id its codes belong to
 */
record PendingTest(String flow, Channel channel) {}
