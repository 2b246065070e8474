package io.gatehouse.mailrequest;

import io.gatehouse.kernel.metrics.MessageQueue;
import io.gatehouse.mailrequest.MailRequests.MailRequestEntity;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** The requests for known addresses, for the metrics. */
@Singleton
class MailRequestQueue implements MessageQueue {
    private static final String CHANNEL = "email";

    private final MailRequestEntity.Repository requests;

    MailRequestQueue(MailRequestEntity.Repository requests) {
        this.requests = requests;
    }

    @Override
    public String name() {
        return "mail_requests";
    }

    @Override
    public List<String> channels() {
        return List.of(CHANNEL);
    }

    @Override
    public Map<String, Depth> measure() {
        return Map.of(CHANNEL, requests.depth());
    }
}
