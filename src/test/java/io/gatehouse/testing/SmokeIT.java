package io.gatehouse.testing;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Properties;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The house itself: stores up, mail and text messages arrive where tests look for them. */
@GatehouseTest
class SmokeIT {

    @ConfigProperty(name = "quarkus.mailer.port")
    String smtpPort;

    @ConfigProperty(name = "gatehouse.sms.twilio.api-url")
    String twilio;

    @Test
    void is_ready() {
        get("/q/health/ready").then().statusCode(200).body("status", is("UP"));
    }

    @Test
    void finds_the_newest_mail_with_its_parts() throws Exception {
        String address = "house@example.com";
        send(address, "First", "one", "<p>one</p>");
        send(address, "Zweite für Ünal", "zwei é", "<p>two</p>");

        TestMail.Mail mail = TestMail.latestTo(address, 2);

        assertThat(mail.subject()).isEqualTo("Zweite für Ünal");
        assertThat(mail.text()).isEqualToIgnoringNewLines("zwei é");
        assertThat(mail.html()).isEqualToIgnoringNewLines("<p>two</p>");
        assertThat(mail.raw()).contains("To: " + address);
        assertThat(TestMail.allTo("nobody@example.com")).isEmpty();
    }

    @Test
    void finds_the_newest_text_message() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        for (String body : new String[] {"Body=one", "Body=two+%C3%A9%0A"}) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(twilio + "/2010-04-01/Accounts/" + FakeTwilio.ACCOUNT_SID + "/Messages.json"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString("To=%2B4915112345678&From=%2B15005550006&" + body))
                    .build();
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(201);
            assertThat(response.body())
                    .containsPattern("\"sid\":\"SM[0-9a-f]{32}\"")
                    .contains("\"status\":\"queued\"");
        }

        assertThat(TestSms.latestTo("+4915112345678", 2)).isEqualTo("two é\n");
        assertThat(TestSms.allTo("+4915112345679")).isEmpty();
    }

    private void send(String address, String subject, String text, String html) throws MessagingException {
        var properties = new Properties();
        properties.setProperty("mail.smtp.host", "127.0.0.1");
        properties.setProperty("mail.smtp.port", smtpPort);
        var mail = new MimeMessage(Session.getInstance(properties));
        mail.setFrom("gate@example.com");
        mail.setRecipients(RecipientType.TO, address);
        mail.setSubject(subject, "UTF-8");
        var plain = new MimeBodyPart();
        plain.setText(text, "UTF-8");
        var rich = new MimeBodyPart();
        rich.setText(html, "UTF-8", "html");
        mail.setContent(new MimeMultipart("alternative", plain, rich));
        Transport.send(mail);
    }
}
