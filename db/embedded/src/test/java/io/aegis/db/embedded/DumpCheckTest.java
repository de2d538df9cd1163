/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DumpCheckTest {

    private static final String ROWS = "INSERT INTO `feedback` VALUES\n";
    private static final String DUMP = """
            /*M!999999\\- enable the sandbox mode */\s
            -- MariaDB dump 10.19-11.4.5-MariaDB, for linux-systemd (x86_64)
            --
            -- Host: 127.0.0.1    Database: aegis
            -- ------------------------------------------------------
            -- Server version	11.4.5-MariaDB

            /*!40101 SET NAMES utf8mb4 */;
            /*!40103 SET TIME_ZONE='+00:00' */;
            /*!40101 SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO' */;
            /*M!100616 SET @OLD_NOTE_VERBOSITY=@@NOTE_VERBOSITY, NOTE_VERBOSITY=0 */;

            DROP SEQUENCE IF EXISTS `BATCH_STEP_EXECUTION_SEQ`;
            CREATE SEQUENCE `BATCH_STEP_EXECUTION_SEQ` start with 1 minvalue 1 maxvalue 9223372036854775806 increment by 1 nocache nocycle ENGINE=InnoDB;
            DO SETVAL(`BATCH_STEP_EXECUTION_SEQ`, 14, 0);

            DROP TABLE IF EXISTS `feedback`;
            /*!40101 SET @saved_cs_client     = @@character_set_client */;
            /*!40101 SET character_set_client = utf8mb4 */;
            CREATE TABLE `feedback` (
              `id` uuid NOT NULL,
              `engine` enum('select','it''s; fine') NOT NULL DEFAULT 'select' COMMENT 'a; -- b',
              `details` longtext DEFAULT NULL CHECK (json_valid(`details`)),
              PRIMARY KEY (`id`)
            ) ENGINE=InnoDB AUTO_INCREMENT=7 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
            /*!40101 SET character_set_client = @saved_cs_client */;

            LOCK TABLES `feedback` WRITE;
            /*!40000 ALTER TABLE `feedback` DISABLE KEYS */;
            INSERT INTO `feedback` VALUES
            ('01a2','say \\'no\\'; \\\\! id \\n-- x',NULL,-1.5,3e-7,0xDEADBEEF,_binary 'x'),
            ('01a3','\u00fc;',NULL,0,12,0x,'');
            INSERT INTO `feedback` (`id`, `engine`) VALUES
            (1,2);
            /*!40000 ALTER TABLE `feedback` ENABLE KEYS */;
            UNLOCK TABLES;

            CREATE TABLE `flyway_schema_history` (
              `version` varchar(50) DEFAULT NULL
            ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
            /*!40101 SET SQL_MODE=@OLD_SQL_MODE */;

            -- Dump completed on 2026-11-28 17:27:36
            """;

    private static byte[] packed(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    private static void check(String text) throws Exception {
        DumpCheck.check(new ByteArrayInputStream(packed(text)));
    }

    @Test
    void what_a_backup_writes_is_taken() {
        assertThatCode(() -> check(DUMP)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\! id\n",
                "\\! id;",
                "system id\n",
                "source /etc/passwd\n",
                "DELIMITER ;;\n",
                "USE `mysql`;",
                "CREATE DATABASE `aegis`;",
                "DROP TABLE feedback;",
                "DROP DATABASE `aegis`;",
                "GRANT ALL ON *.* TO `x`;",
                "# comment\n",
                "--comment\n",
                "/* comment */",
                "/*!50003 CREATE TRIGGER `t` BEFORE INSERT ON `feedback` FOR EACH ROW SET @a = 1 */;",
                "/*!40101 SET SQL_MODE='NO_BACKSLASH_ESCAPES' */;",
                "/*!40101 SET NAMES gbk */;",
                "/*!40101 SET NAMES utf8mb4 */; \\! id\n",
                "SELECT 1;",
                "LOAD DATA LOCAL INFILE '/etc/passwd' INTO TABLE `feedback`;",
                "CREATE TABLE `a` (\n `b` int\n) ENGINE=CONNECT DEFAULT CHARSET=utf8mb4;",
                "CREATE TABLE `a` (\n `b` int\n) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 DATA DIRECTORY='/tmp';",
                "CREATE TABLE `a` (\n `b` int\n) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 AS SELECT 1;",
                "CREATE TABLE `a` (\n `b` text DEFAULT load_file('/etc/passwd')\n) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;",
                "CREATE TABLE `a` (\n `b` text DEFAULT \"' \\! id\"\n) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;",
                "CREATE TABLE `a``b` (\n `b` int\n) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;",
                "CREATE TABLE `a\n\\! id` (\n `b` int\n) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;",
                "INSERT INTO `feedback` VALUES (1);",
                "INSERT INTO `feedback` SELECT * FROM `api_key`;",
                "INSERT INTO `mysql`.`user` VALUES\n(1);",
                "INSERT INTO `feedback` VALUES\n(load_file('/etc/passwd'));",
                "INSERT INTO `feedback` VALUES\n((select 1));",
                "INSERT INTO `feedback` VALUES\n(1) -- \n;",
                "INSERT INTO `feedback` VALUES\n(1) \\! id\n;",
                "INSERT INTO `feedback` VALUES\n(1,\"x\");",
                "INSERT INTO `feedback` VALUES\n('a\n\\! id');",
                "INSERT INTO `feedback` VALUES\n(NULLx41);",
                "-- Dump completed on 2026-11-28\n"
            })
    void what_no_backup_writes_is_refused_wherever_a_statement_may_stand(String other) {
        for (int at = DUMP.indexOf(";\n"); at > 0; at = DUMP.indexOf(";\n", at + 1)) {
            String text = DUMP.substring(0, at + 2) + other + DUMP.substring(at + 2);
            assertThatThrownBy(() -> check(text)).as(other).isInstanceOf(ForeignDumpException.class);
        }
    }

    @Test
    void every_beginning_of_a_dump_ends_too_early() {
        for (int length = 1; length < DUMP.indexOf("-- Dump completed"); length++) {
            String cut = DUMP.substring(0, length);
            assertThatThrownBy(() -> check(cut)).as(cut).isInstanceOf(ForeignDumpException.class);
        }
    }

    @Test
    void what_is_packed_wrongly_or_not_a_dump_is_refused() throws Exception {
        byte[] half = java.util.Arrays.copyOf(packed(DUMP), packed(DUMP).length / 2);

        assertThatThrownBy(() -> DumpCheck.check(new ByteArrayInputStream(half)))
                .hasMessageContaining("is damaged");
        assertThatThrownBy(() -> DumpCheck.check(new ByteArrayInputStream(DUMP.getBytes(StandardCharsets.UTF_8))))
                .hasMessageContaining("is damaged");
        assertThatThrownBy(() -> check("")).hasMessageContaining("is empty");
        assertThatThrownBy(() -> check(DUMP.replace("UNLOCK TABLES", "\\! id")))
                .hasMessageContaining("holds a command for the client, in line 36");
        assertThatThrownBy(() -> check("SELECT 1;")).hasMessageContaining("does not begin as one");
        assertThatThrownBy(() -> check(DUMP.replace("`feedback`", "`orders`"))).hasMessageContaining("lacks tables");
    }

    /** What unpacks to a gigabyte in one statement, one comment or one word takes no more memory than anything else. */
    @ParameterizedTest
    @ValueSource(strings = {"", "-- ", "SELECT ", ROWS + "(", "CREATE TABLE `", ROWS + "('", ROWS + "(0x"})
    void however_long_something_is_it_is_read_within_bounds(String begun) {
        InputStream endless = new InputStream() {
            private final byte[] head = ("-- MariaDB dump\n" + begun).getBytes(StandardCharsets.UTF_8);
            private int at;

            @Override
            public int read() {
                return at < head.length ? head[at++] : at++ < 50_000_000 ? 'A' : -1;
            }

            @Override
            public int read(byte[] into, int from, int length) {
                int next = read();
                if (next < 0) {
                    return -1;
                }
                into[from] = (byte) next;
                for (int i = 1; i < length; i++) {
                    next = read();
                    if (next < 0) {
                        return i;
                    }
                    into[from + i] = (byte) next;
                }
                return length;
            }
        };
        long before = allocated();

        assertThatThrownBy(() -> DumpCheck.checkUnpacked(endless)).isInstanceOf(ForeignDumpException.class);

        assertThat(allocated() - before).isLessThan(4_000_000);
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }
}
