package io.gatehouse.code;

import io.gatehouse.delivery.DeliveryFate;

/** The code that is out, all but the code itself. */
public record SentCode(OneTimeCode code, Destination destination, DeliveryFate delivery) {}
