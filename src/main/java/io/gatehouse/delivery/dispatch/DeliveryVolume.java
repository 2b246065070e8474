package io.gatehouse.delivery.dispatch;

import io.gatehouse.realm.Channel;
import java.time.LocalDate;
import java.util.Optional;

/**
 * The numbers of codes on one day (UTC), by one channel, to one country.
 *
 * @param country ISO 3166 code; none for mail
 * @param requested all codes
 * @param delivered of these, reported as delivered
 * @param failed of these, not sent or not delivered
 * @param used of these, verified
 */
public record DeliveryVolume(
        LocalDate day,
        Channel channel,
        Optional<String> country,
        long requested,
        long delivered,
        long failed,
        long used) {}
