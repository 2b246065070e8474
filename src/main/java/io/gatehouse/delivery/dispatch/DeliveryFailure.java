package io.gatehouse.delivery.dispatch;

/** A code does not get through; fired in the transaction that records it, first that it will be, then that it is. */
public sealed interface DeliveryFailure permits DeliveryFailing, DeliveryFailed {}
