/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MonitoringIT extends DashboardTest {

    private static final String MARKUP = "<img src=x onerror='window.harmed = 1'>";

    MonitoringIT(Product product, Workplace workplace) {
        super(product, workplace);
    }

    private Page open(String where) {
        Page page = workplace().window(product());
        page.navigate("/#/monitoring?" + where);
        return page;
    }

    private static Locator rows(Page page) {
        return page.locator(".rows .row");
    }

    private JsonObject stored(String id) {
        return product().get("/api/v1/predictions/" + id);
    }

    private static String id(JsonObject answer) {
        return answer.get("prediction_id").getAsString();
    }

    private static Locator button(Page page, String name) {
        return page.locator(".judgement button", new Page.LocatorOptions().setHasText(name));
    }

    @Test
    void a_series_is_seen_with_its_band_and_its_anomaly_and_markup_in_its_labels_is_text() {
        SimulatedTelemetry.spike(product(), "gazelle " + MARKUP);
        Page page = open("q=gazelle");
        assertThat(rows(page)).hasCount(1);
        assertThat(rows(page)).containsText("Alerting");
        assertThat(rows(page)).containsText(MARKUP);
        rows(page).click();

        assertThat(page.locator(".plot .band").first()).isAttached();
        assertThat(page.locator(".plot .spot.alert")).hasCount(1);
        page.locator(".plot").focus();
        page.keyboard().press("PageDown");
        assertThat(page.locator(".readout")).containsText("97 %");
        assertThat(page.locator(".readout .chip")).hasText("Alert");
        page.keyboard().press("ArrowLeft");
        assertThat(page.locator(".readout .chip")).hasText("Usual");
        page.locator(".as-table summary").click();
        assertThat(page.locator(".as-table tbody tr")).hasCount(301);
        assertThat(page.locator(".as-table tbody tr").first()).containsText("97 %");
        assertThat(page.locator(".detail")).containsText("Anomalies it had a part in");
        assertThat(page.locator(".detail li a")).hasCount(1);

        page.locator("[data-act='1h']").click();
        assertThat(page.locator(".facts")).containsText("60 in this time");
        page.reload();
        assertThat(page.locator(".facts")).containsText("60 in this time");
        assertThat(page.locator(".detail .chip.label")).containsText(MARKUP);
        page.locator(".detail li a").click();
        assertThat(page.locator(".detail")).containsText("What was strange");
        assertThat(page.locator(".detail")).containsText(MARKUP);
        assertThat(page.evaluate("window.harmed")).isNull();
        assertThat(page.locator("main img, main script")).hasCount(0);
        page.context().close();
    }

    @Test
    void an_anomaly_is_called_wrong_then_right_and_that_is_taken_back() {
        String id = id(SimulatedTelemetry.busy(product(), "impala"));
        Page page = open("tab=anomalies&id=" + id);
        page.locator("#label-note").fill("a load test");
        button(page, "Wrong").click();
        assertThat(page.locator(".judgement")).containsText("Called wrong by bootstrap");
        assertThat(page.locator("[data-row='" + id + "']")).containsText("Wrong");
        JsonObject label = stored(id).getAsJsonObject("label");
        assertThat(label.get("correct").getAsBoolean()).isFalse();
        assertThat(label.get("note").getAsString()).isEqualTo("a load test");

        button(page, "Change").click();
        assertThat(page.locator("#label-note")).hasValue("a load test");
        page.locator(".judgement button.primary").click();
        assertThat(page.locator(".judgement")).containsText("Called right");
        assertThat(stored(id).getAsJsonObject("label").get("correct").getAsBoolean())
                .isTrue();

        button(page, "Take back").click();
        assertThat(button(page, "Right")).isVisible();
        assertThat(stored(id).get("label").isJsonNull()).isTrue();
        page.locator("#toasts .toast").last().getByText("Undo").click();
        assertThat(page.locator(".judgement")).containsText("Called right");
        assertThat(stored(id).getAsJsonObject("label").get("note").getAsString())
                .isEqualTo("a load test");
        page.context().close();
    }

    @Test
    void anomalies_are_labelled_by_keyboard_alone() {
        String older = id(SimulatedTelemetry.busy(product(), "kudu one"));
        String newer = id(SimulatedTelemetry.busy(product(), "kudu two"));
        Page page = open("tab=anomalies&label=none");
        rows(page).first().waitFor();
        page.keyboard().press("j");
        assertThat(page.locator("[data-row='" + newer + "'][aria-current]")).hasCount(1);
        assertThat(button(page, "Right")).isVisible();
        page.keyboard().press("y");
        assertThat(page.locator(".judgement")).containsText("Called right");
        page.keyboard().press("j");
        assertThat(page.locator("[data-row='" + older + "'][aria-current]")).hasCount(1);
        assertThat(button(page, "Right")).isVisible();
        page.keyboard().press("x");
        assertThat(page.locator(".judgement")).containsText("Called wrong");
        assertThat(stored(newer).getAsJsonObject("label").get("correct").getAsBoolean())
                .isTrue();
        assertThat(stored(older).getAsJsonObject("label").get("correct").getAsBoolean())
                .isFalse();
        page.context().close();
    }

    @Test
    void a_failure_is_seen_with_its_evidence_and_what_the_policy_says_and_named_otherwise() {
        JsonObject found = SimulatedTelemetry.failure(
                product(), "okapi " + MARKUP, "connection to " + MARKUP + " timed out after 3000 ms");
        assertThat(found.get("failure_detected").getAsBoolean()).isTrue();
        String id = id(found);
        Page page = open("tab=failures");
        page.locator("[data-row='" + id + "']").click();
        Locator detail = page.locator(".detail");
        assertThat(detail.locator(".text")).hasText(found.get("root_cause").getAsString());
        assertThat(detail.locator(".shares li").first()).containsText("okapi");
        Locator evidence = detail.locator("table").filter(new Locator.FilterOptions().setHasText("Error rate"));
        assertThat(evidence.first()).containsText("0.45");
        assertThat(detail).containsText("12 lines of log");
        assertThat(detail.locator(".decision").first()).containsText(Pattern.compile("Allowed|Denied"));
        detail.locator("select[name=failure_type]").selectOption("network_delay");
        button(page, "Wrong").click();
        assertThat(page.locator(".judgement")).containsText("It was: Network delay");
        assertThat(stored(id).getAsJsonObject("label").get("failure_type").getAsString())
                .isEqualTo("network_delay");
        assertThat(page.evaluate("window.harmed")).isNull();
        assertThat(page.locator("main img, main script")).hasCount(0);
        page.context().close();
    }

    @Test
    void a_failure_shows_who_calls_whom_with_the_culprit_in_words_and_in_a_table() throws Exception {
        String id = FailureWatch.failure(product(), """
                {"root_cause": "redis: calls to it take longer", "affected_services": ["redis", "cart"],
                 "ranking": [{"service": "redis", "suspicion": 3.1}, {"service": "cart", "suspicion": 1.2}],
                 "calls": [{"caller": "cart", "callee": "redis", "deviations": 14.2},
                           {"caller": "storefront-with-a-very-long-name", "callee": "cart", "deviations": 6.1},
                           {"caller": "storefront-with-a-very-long-name", "callee": "%s", "deviations": 0.2},
                           {"caller": "redis", "callee": "storefront-with-a-very-long-name", "deviations": null}],
                 "decided_by": {"text": "", "series": [], "lines": []}, "evidence": []}""".formatted(MARKUP));
        Page page = open("tab=failures&id=" + id);
        Locator figure = page.locator(".around figure");
        assertThat(figure.locator("figcaption"))
                .hasText("It began in redis. cart waits for redis (14.2 × slower than usual); "
                        + "storefront-with-a-very-long-name waits for cart (6.1 × slower than usual).");
        assertThat(figure.locator(".service")).hasCount(4);
        assertThat(figure.locator(".service.culprit")).containsText("began here");
        assertThat(figure.locator(".service.culprit title")).hasText("redis");
        assertThat(figure.locator(".service.affected title")).hasText("cart");
        assertThat(figure.locator(".call.slow")).hasCount(2);
        assertThat(figure.locator(".call.unmeasured")).hasCount(1);
        figure.locator("summary").click();
        assertThat(figure.locator("tbody tr")).hasCount(4);
        assertThat(figure.locator("tbody tr").first()).containsText("14.2 ×");
        assertThat(figure.locator("tbody")).containsText("not measured");
        assertThat(figure.locator("tbody")).containsText(MARKUP);
        assertThat(page.evaluate("window.harmed")).isNull();
        Shots.take(page, "failure-graph", 1440, ColorScheme.LIGHT);
        page.context().close();
        Page narrow = workplace().window(product(), 400, ColorScheme.DARK);
        narrow.navigate("/#/monitoring?tab=failures&id=" + id);
        narrow.locator(".service.culprit").waitFor();
        assertThat(narrow.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
        Shots.take(narrow, "failure-graph", 400, ColorScheme.DARK);
        narrow.context().close();
    }

    @Test
    void who_needs_somebody_is_seen_at_a_glance_and_comes_first() throws Exception {
        String known = id(SimulatedTelemetry.spike(product(), "topi known"));
        SimulatedTelemetry.spike(product(), "topi worked");
        SimulatedTelemetry.longAgo(product(), "topi silent");
        SimulatedTelemetry.spike(product(), "topi new");
        FailureWatch.silent(product(), "topi silent");
        product().send("POST", "/api/v1/maintenance", """
                {"labels": {"pod": "topi w*"}, "from": "%s", "to": "%s"}""".formatted(
                        Instant.now().minus(Duration.ofHours(1)), Instant.now().plus(Duration.ofDays(1))));
        product().send("POST", "/api/v1/predictions/" + known + "/label", "{\"correct\": true}");

        Page page = open("q=topi");
        assertThat(rows(page)).hasCount(4);
        assertThat(rows(page).nth(0)).containsText("topi new");
        assertThat(rows(page).nth(1)).containsText("Silent since");
        assertThat(rows(page).filter(new Locator.FilterOptions().setHasText("topi worked")))
                .containsText("In maintenance");
        assertThat(rows(page).filter(new Locator.FilterOptions().setHasText("topi known")))
                .containsText("Acknowledged");
        assertThat(page.locator(".row.is-urgent")).hasCount(2);
        Shots.take(page, "series-standing", 1440, ColorScheme.DARK);
        assertThat(page.locator(".detail .chip.label")).containsText("topi new");
        assertThat(rows(page).nth(0)).hasAttribute("aria-current", "true");
        page.keyboard().press("Escape");
        page.locator("[data-act='first']").click();
        assertThat(page.locator(".detail .chip.label")).containsText("topi new");
        page.context().close();
        Page narrow = workplace().window(product(), 400, ColorScheme.LIGHT);
        narrow.navigate("/#/monitoring?q=topi");
        rows(narrow).first().waitFor();
        Shots.take(narrow, "series-standing", 400, ColorScheme.LIGHT);
        narrow.context().close();
    }

    @Test
    void new_anomalies_are_told_and_nothing_moves() {
        String first = id(SimulatedTelemetry.busy(product(), "eland"));
        Page page = open("tab=anomalies");
        assertThat(rows(page).first()).hasAttribute("data-row", first);
        SimulatedTelemetry.busy(product(), "eland two");
        SimulatedTelemetry.busy(product(), "eland three");
        assertThat(page.locator(".newcomers")).hasText("2 new");
        assertThat(rows(page).first()).hasAttribute("data-row", first);
        page.locator(".newcomers").click();
        assertThat(rows(page).first()).containsText("eland three");
        page.context().close();
    }

    @Test
    void a_model_is_rolled_back_and_who_comes_late_is_told_that_there_is_nothing_to() throws Exception {
        int one = Backstage.model(product(), "shop", 0.62, true);
        int two = Backstage.model(product(), "shop", 0.71, true);
        Page page = open("tab=models");
        Page late = open("tab=models");
        Locator card = page.locator(".model", new Page.LocatorOptions().setHasText("Anomalies of shop"));
        assertThat(card).containsText("Version " + two + " in use");
        assertThat(card).containsText("71 %");
        assertThat(card).containsText("Streaming detector");
        card.getByText("Roll back", new Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(page.locator("dialog")).containsText("Version " + one + ", trained");
        page.locator("dialog .danger").click();
        assertThat(card).containsText("Version " + one + " in use");
        assertThat(card).containsText("Rolled back");
        card.getByText("Roll back", new Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(page.locator("dialog")).containsText("no version before it");
        page.locator("dialog .danger").click();
        assertThat(card).containsText("None in use");

        Locator other = late.locator(".model", new Page.LocatorOptions().setHasText("Anomalies of shop"));
        other.getByText("Roll back", new Locator.GetByTextOptions().setExact(true))
                .click();
        late.locator("dialog .danger").click();
        assertThat(late.locator("#toasts")).containsText("nothing to roll back");
        assertThat(other).containsText("None in use");
        page.context().close();
        late.context().close();
    }

    @Test
    void the_list_and_the_chart_are_usable_on_a_telephone() {
        SimulatedTelemetry.spike(product(), "oryx");
        Page page = workplace().window(product(), 400, ColorScheme.DARK);
        page.navigate("/#/monitoring?q=oryx");
        rows(page).first().click();
        assertThat(page.locator(".plot")).isVisible();
        assertThat(page.locator(".pane-list")).isHidden();
        page.locator(".back").click();
        assertThat(rows(page)).hasCount(1);
        assertThat(rows(page).first()).isVisible();
        page.context().close();
    }
}
