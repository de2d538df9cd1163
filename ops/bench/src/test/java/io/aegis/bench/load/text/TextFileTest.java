/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFileTest {

    @TempDir
    private Path folder;

    private List<String> read(String name, String content) throws IOException {
        return TextFile.read(Files.writeString(folder.resolve(name), content));
    }

    @Test
    void the_text_column_of_a_csv_is_found_by_name() throws Exception {
        assertThat(read("a.csv", "id,text\n1,\"one,\ntwo\"\n2,three\n3\n4,   \n"))
                .containsExactly("one,\ntwo", "three");
        assertThat(read("b.csv", "\uFEFFRaw_Content,text\nraw,other\n")).containsExactly("raw");
        assertThat(read("c.csv", "Issue,Consumer complaint narrative\nx,story\n"))
                .containsExactly("story");
    }

    @Test
    void an_only_column_may_have_any_name() throws Exception {
        assertThat(read("a.csv", "comment\nfine\n")).containsExactly("fine");
    }

    @Test
    void json_lines_give_their_text() throws Exception {
        assertThat(read("a.jsonl", "{\"id\":1,\"text\":\"one\"}\n{\"raw_content\":\"two\"}\n{\"text\":3}\n"))
                .containsExactly("one", "two");
    }

    @Test
    void a_file_without_texts_is_refused_or_empty() throws Exception {
        assertThatIOException().isThrownBy(() -> read("a.csv", "id,label\n1,x\n"));
        assertThatIOException().isThrownBy(() -> read("empty.csv", ""));
        assertThatIOException().isThrownBy(() -> read("a.jsonl", "not json\n"));
        assertThat(read("b.csv", "id,text\n")).isEmpty();
    }
}
