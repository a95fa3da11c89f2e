package pl.chronobook.transfer.domain;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Looks into ZIP archives: those we export, and those that shops send. What is inside may
 * be anything, and may unpack to far more than it seems.
 */
final class Archives {

	/** As many bytes as an archive may unpack to, what is of no interest included. */
	static final long MAX_UNPACKED = 200L * 1024 * 1024;

	private static final int MAX_ENTRIES = 20_000;

	private static final byte[] MAGIC = { 'P', 'K', 3, 4 };

	private Archives() {
	}

	static boolean isArchive(byte[] content) {
		return content.length >= MAGIC.length && Arrays.equals(content, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
	}

	/**
	 * Hands over each file of an archive. Nothing is written to a disk, so names lead
	 * nowhere; archives in archives stay closed.
	 * @throws UnreadableFileException if it is damaged, a spreadsheet, or too large
	 */
	static List<Upload> unpack(byte[] content, Keeping keeping) {
		List<Upload> kept = new ArrayList<>();
		long[] unpacked = new long[1];
		int entries = 0;
		try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(content))) {
			for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
				if (entry.getName().equals("[Content_Types].xml")) {
					throw new UnreadableFileException(FileProblem.SPREADSHEET);
				}
				if (++entries > MAX_ENTRIES) {
					throw new UnreadableFileException(FileProblem.ZIP_BOMB);
				}
				if (!entry.isDirectory()) {
					byte[] file = read(zip, unpacked);
					Upload upload = new Upload(entry.getName(), file);
					if (keeping.keeps(upload)) {
						kept.add(upload);
					}
				}
			}
		}
		catch (IOException | IllegalArgumentException ex) {
			throw new UnreadableFileException(FileProblem.ZIP_DAMAGED);
		}
		return kept;
	}

	private static byte[] read(InputStream entry, long[] unpacked) throws IOException {
		long left = Math.min(HistoryImport.MAX_BYTES, MAX_UNPACKED - unpacked[0]);
		byte[] file = entry.readNBytes((int) left + 1);
		if (file.length > left) {
			throw new UnreadableFileException(FileProblem.ZIP_BOMB);
		}
		unpacked[0] += file.length;
		return file;
	}

	/**
	 * Says which files are of interest.
	 */
	@FunctionalInterface
	interface Keeping {

		boolean keeps(Upload file);

	}

}
