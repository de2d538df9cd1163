/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OperationsIT extends DashboardTest {

    private static final LocatorAssertions.ContainsTextOptions PATIENTLY =
            new LocatorAssertions.ContainsTextOptions().setTimeout(60_000);

    OperationsIT(Product product, Workplace workplace) {
        super(product, workplace);
    }

    private static FilePayload csv(String name, String content) {
        return new FilePayload(name, "text/csv", content.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_review_is_decided_by_keyboard_and_stays_decided() {
        String id = product()
                .feedback("Someone logged into my account without my permission, please look, walrus")
                .get("id")
                .getAsString();
        Page page = workplace().window(product());
        page.navigate("/#/reviews");
        page.locator(".row", new Page.LocatorOptions().setHasText("walrus")).click();
        assertThat(page.locator(".side-by")).hasCount(2);
        page.keyboard().press("c");
        page.locator(".custom").getByText("Technical").click();
        page.locator(".custom button").click();
        assertThat(page.locator("#toasts")).containsText("Decided");

        JsonObject review = product().get("/admin/reviews/" + id);
        assertThat(review.get("status").getAsString()).isEqualTo("decided");
        assertThat(review.getAsJsonObject("decision").get("topics").toString()).contains("Technical");
        page.navigate("/#/reviews?status=decided");
        assertThat(page.locator(".row", new Page.LocatorOptions().setHasText("walrus")))
                .hasCount(1);
        page.context().close();
    }

    @Test
    void the_first_review_is_open_where_list_and_detail_stand_side_by_side() {
        product().feedback("Somebody changed my password without asking, narwhal one");
        product().feedback("Somebody changed my password without asking, narwhal two");
        Page page = workplace().window(product());
        page.navigate("/#/reviews");
        Locator rows = page.locator(".rows .row");
        assertThat(rows.first()).hasAttribute("aria-current", "true");
        assertThat(page.locator(".side-by")).hasCount(2);
        assertThat(page.locator("body")).isFocused();
        page.keyboard().press("j");
        assertThat(rows.first()).isFocused();
        page.keyboard().press("j");
        assertThat(rows.nth(1)).hasAttribute("aria-current", "true");
        page.context().close();

        Page phone = workplace().window(product(), 400, ColorScheme.LIGHT);
        phone.navigate("/#/reviews");
        assertThat(phone.locator(".rows .row").first()).isVisible();
        assertThat(phone.locator(".rows [aria-current]")).hasCount(0);
        phone.context().close();
    }

    @Test
    void a_file_is_imported_before_ones_eyes_and_its_rejects_come_back() throws Exception {
        Page page = workplace().window(product());
        page.navigate("/#/imports");
        String rows = IntStream.range(0, 500)
                .mapToObj(i -> "The tapir page fails, number " + i + "\n")
                .collect(Collectors.joining());
        page.locator("#file").setInputFiles(csv("tapirs.csv", "text\n" + rows + "x\n"));
        Locator preview = page.locator(".preview");
        assertThat(preview.locator(".column")).hasAttribute("aria-pressed", "true");
        assertThat(preview.locator(".preview-rows li").first()).hasText("The tapir page fails, number 0");
        preview.locator(".button.primary").click();
        Locator card = page.locator(".import", new Page.LocatorOptions().setHasText("tapirs.csv"));
        assertThat(card).containsText("Completed", PATIENTLY);
        assertThat(card.locator(".counts"))
                .hasText(Pattern.compile("Read\\s*501\\s*Stored\\s*500\\s*Duplicates\\s*0\\s*Rejected\\s*1"));

        Download rejects =
                page.waitForDownload(() -> card.getByText("Download rejects").click());

        assertThat(Files.readString(rejects.path())).contains("502,");
        page.context().close();
    }

    @Test
    void a_column_is_chosen_by_a_click_and_remembered() throws Exception {
        Page page = workplace().window(product());
        page.navigate("/#/imports");
        String header = "What do you like most?,What should we improve?\n";
        page.locator("#file").setInputFiles(csv("okapis.csv", header + "Speed of it,The okapi button is hidden\n"));
        Locator preview = page.locator(".preview");
        assertThat(preview.locator(".form-error")).containsText("Say which column is the text");
        assertThat(preview.locator(".button.primary")).isDisabled();
        preview.locator(".column").nth(1).click();
        assertThat(preview.locator(".preview-rows li")).hasText("The okapi button is hidden");
        preview.locator(".button.primary").click();
        assertThat(page.locator(".import", new Page.LocatorOptions().setHasText("okapis.csv")))
                .containsText("Completed", PATIENTLY);

        page.locator("#file").setInputFiles(csv("more okapis.csv", header + "Colours,Okapis cannot be found at all\n"));

        assertThat(preview.locator(".import-line")).containsText("as you chose them last time");
        assertThat(preview.locator(".preview-rows li")).hasText("Okapis cannot be found at all");
        page.locator("#file").setInputFiles(csv("leaflet.csv", "%PDF-1.4\n"));
        assertThat(preview).not().isAttached();
        page.context().close();
    }

    @Test
    void a_character_set_and_a_column_that_are_both_open_are_settled_by_two_clicks() {
        Page page = workplace().window(product());
        page.navigate("/#/imports");
        String text = """
                What do you like most?,What should we improve?
                Приложение зебры работает медленно,Посылка с зеброй не пришла
                """;
        byte[] file = text.getBytes(Charset.forName("GBK"));
        page.locator("#file").setInputFiles(new FilePayload("zebras.csv", "text/csv", file));
        Locator preview = page.locator(".preview");
        assertThat(preview.locator(".button.primary")).isDisabled();
        preview.getByText("GB18030: Приложение").click();
        assertThat(preview.locator(".import-line")).containsText("GB18030");
        preview.locator(".column").nth(1).click();
        assertThat(preview.locator(".preview-rows li")).hasText("Посылка с зеброй не пришла");
        assertThat(preview.locator(".button.primary")).isEnabled();
        preview.getByText("Cancel").click();

        page.evaluate(
                "bytes => { const form = new FormData(); form.append('file', new Blob([new Uint8Array(bytes)]),"
                        + " 'zebras.csv'); return fetch('/feedback/batch_csv', {method: 'POST', body: form}); }",
                IntStream.range(0, file.length).mapToObj(i -> file[i] & 0xFF).toList());
        page.reload();
        Locator card = page.locator(".import", new Page.LocatorOptions().setHasText("zebras.csv"));
        card.locator("[aria-label='Text'] button").nth(1).click();
        assertThat(card.locator(".mapping .form-error")).containsText("character set");
        card.locator("[aria-label='Character set']").getByText("GB18030").click();
        assertThat(card).containsText("Completed", PATIENTLY);
        assertThat(card.locator(".counts")).hasText(Pattern.compile("Read\\s*1\\s*Stored\\s*1.*"));
        page.context().close();
    }

    @Test
    void a_job_is_launched_and_one_is_stopped_and_restarted_where_it_was() {
        Page page = workplace().window(product());
        page.navigate("/#/jobs?job=feedback-reconcile");
        page.getByText("Launch", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator(".execution .status").first()).containsText("Completed", PATIENTLY);

        page.navigate("/#/imports");
        String rows = IntStream.range(0, 60_000)
                .mapToObj(i -> "The yak invoice is wrong again, please help me, number " + i + "\n")
                .collect(Collectors.joining());
        page.locator("#file").setInputFiles(csv("yaks.csv", "text\n" + rows));
        page.locator(".preview .button.primary").click();
        Locator card = page.locator(".import", new Page.LocatorOptions().setHasText("yaks.csv"));
        assertThat(card.locator(".status")).containsText("Running", PATIENTLY);
        card.getByText("Execution").click();
        page.locator(".execution")
                .getByText("Stop", new Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(page.locator(".execution .status").first()).containsText("Stopped", PATIENTLY);
        assertThat(page.locator(".resume")).containsText("A restart");
        String stopped = page.locator(".execution").getAttribute("data-execution");

        page.locator(".execution button", new Page.LocatorOptions().setHasText("Restart"))
                .click();

        assertThat(page.locator(".execution")).not().hasAttribute("data-execution", stopped);
        assertThat(page.locator(".execution .status").first()).containsText("Completed", PATIENTLY);
        page.navigate("/#/imports");
        assertThat(card.locator(".counts")).hasText(Pattern.compile("Read\\s*60,000\\s*Stored\\s*60,000.*"));
        page.context().close();
    }

    @Test
    void a_schedule_is_paused_and_resumed() {
        Page page = workplace().window(product());
        page.navigate("/#/jobs");
        Locator schedule = page.locator("[data-schedule='retention']");
        schedule.getByText("Pause").click();
        assertThat(schedule).containsText("paused");
        assertThat(product().get("/batch/schedules/retention").get("enabled").getAsBoolean())
                .isFalse();
        schedule.getByText("Resume").click();
        assertThat(schedule).containsText("next");
        page.context().close();
    }

    @Test
    void both_pages_of_documentation_show_the_api_and_trying_it_works() {
        Page page = workplace().window(product());
        page.navigate("/");
        page.locator(".tile").first().waitFor();
        page.navigate("/redoc");
        assertThat(page.locator("h1").first()).containsText("Aegis");
        assertThat(page.locator("h2", new Page.LocatorOptions().setHasText("Where the LLM and the rules disagree")))
                .isVisible();
        page.navigate("/docs");
        Locator stats = page.locator("#operations-Administration-get-admin-stats");
        stats.locator(".opblock-summary-control").click();
        stats.locator(".execute").click();
        assertThat(stats.locator(".live-responses-table .response .response-col_status")
                        .first())
                .containsText("200");
        page.context().close();
    }
}
