package io.gatehouse.signin;

import io.gatehouse.code.OneTimeCode;
import io.gatehouse.delivery.DeliveryState;

/** The code that is out, all but the code itself. */
public record SentCode(OneTimeCode code, Destination destination, DeliveryState delivery) {}
