package io.gatehouse.delivery.dispatch;

/** The failed delivery of a code; fired in the transaction that records it, before and after. */
public sealed interface DeliveryFailure permits DeliveryFailing, DeliveryFailed {}
