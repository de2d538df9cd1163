/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.online.runtime.RunningApi;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DashboardRoutesTest {

    private final RunningApi api =
            RunningApi.with(new DashboardRoutes(), new DocumentationRoutes(Documentation.of("1.2.3")));

    @AfterEach
    void close() {
        api.close();
    }

    private HttpResponse<String> get(String path) {
        return api.send(api.request(path));
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private String script() {
        Matcher script =
                Pattern.compile("src=\"(/assets/[0-9a-f]{12}/main\\.js)\"").matcher(get("/").body());
        assertThat(script.find()).isTrue();
        return script.group(1);
    }

    @Test
    void the_page_allows_scripts_and_styles_of_its_own_only_and_has_none_inline() {
        HttpResponse<String> page = get("/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(header(page, "Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(header(page, "Content-Security-Policy"))
                .contains(
                        "default-src 'none'",
                        "script-src 'self'",
                        "style-src 'self'",
                        "frame-ancestors 'none'",
                        "trusted-types 'none'")
                .doesNotContain("unsafe");
        assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.body())
                .doesNotContain("{assets}", "style=", "onclick")
                .doesNotContainPattern("<script(?![^>]*src=)");
    }

    @Test
    void a_file_is_kept_for_ever_under_the_name_of_its_content_and_checked_under_any_other() {
        HttpResponse<String> file = get(script());
        assertThat(header(file, "Cache-Control")).contains("immutable");
        assertThat(header(file, "Content-Type")).startsWith("text/javascript");
        assertThat(header(file, "Vary")).isEqualTo("Accept-Encoding");
        HttpResponse<String> again = api.send(api.request(script()).header("If-None-Match", header(file, "ETag")));
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(header(get("/assets/000000000000/main.js"), "Cache-Control")).isEqualTo("no-cache");
        assertThat(get("/assets/000000000000/none.js").statusCode()).isEqualTo(404);
        assertThat(get("/assets/000000000000/..%2Findex.html").statusCode()).isEqualTo(400);
    }

    @Test
    void it_is_sent_compressed_to_those_who_take_that_with_a_tag_of_its_own() {
        HttpResponse<String> plain = get(script());
        HttpResponse<String> packed = api.send(api.request(script()).header("Accept-Encoding", "br, gzip;q=0.8"));
        assertThat(header(packed, "Content-Encoding")).isEqualTo("gzip");
        assertThat(header(packed, "ETag")).isNotEqualTo(header(plain, "ETag"));
        assertThat(Long.parseLong(header(packed, "Content-Length")))
                .isLessThan(plain.body().length() / 2L);
        assertThat(header(api.send(api.request(script()).header("Accept-Encoding", "gzip;q=0")), "Content-Encoding"))
                .isEmpty();
    }

    @Test
    void every_file_that_a_file_imports_is_served() {
        String folder = script().replace("main.js", "");
        for (String name : DashboardRoutes.FILES) {
            HttpResponse<String> file = get(folder + name);
            assertThat(file.statusCode()).as(name).isEqualTo(200);
            Matcher imported = Pattern.compile("from '\\./([\\w.]+)'").matcher(file.body());
            while (imported.find()) {
                assertThat(DashboardRoutes.FILES).as("imported by " + name).contains(imported.group(1));
            }
            assertThat(file.body())
                    .as(name)
                    .doesNotContain("innerHTML", "insertAdjacentHTML", "document.write", "eval(");
        }
    }

    @Test
    void the_documentation_is_there_with_its_version_and_asks_no_other_host() {
        assertThat(get("/openapi").body()).contains("\"openapi\": \"3.1.0\"", "\"version\": \"1.2.3\"");
        for (String page : new String[] {"/docs", "/redoc"}) {
            HttpResponse<String> answer = get(page);
            assertThat(header(answer, "Content-Security-Policy")).contains("script-src 'self';");
            assertThat(answer.body()).doesNotContain("{assets}");
            Matcher file =
                    Pattern.compile("(?:src|href)=\"(/docs/assets/[^\"]+)\"").matcher(answer.body());
            int files = 0;
            for (; file.find(); files++) {
                assertThat(get(file.group(1)).statusCode()).as(file.group(1)).isEqualTo(200);
            }
            assertThat(files).as(page).isGreaterThan(2);
        }
    }
}
