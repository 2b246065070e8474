package io.gatehouse.administration;

import io.gatehouse.realm.Channel;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A test of a channel under way, known by its session.
 *
 * @param flow secret id its codes belong to
 */
@RegisterForReflection(registerFullHierarchy = true)
record PendingTest(String flow, Channel channel) {}
