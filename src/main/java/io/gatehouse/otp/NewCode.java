package io.gatehouse.otp;

import io.gatehouse.delivery.message.DeliveryId;

/**
 * A fresh code in the only form a store sees: its HMACs, with the tag and delivery it goes by.
 *
 * @param mac by which it is verified
 * @param replacedCodeMac by which it is recognised once another has replaced it
 */
public record NewCode(String mac, String replacedCodeMac, String tag, DeliveryId delivery) {}
