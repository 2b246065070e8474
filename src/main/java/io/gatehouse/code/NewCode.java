package io.gatehouse.code;

import io.gatehouse.delivery.DeliveryId;

/** A fresh code in the only form a store sees: its HMAC, with the tag and delivery it goes by. */
public record NewCode(String mac, String tag, DeliveryId delivery) {}
