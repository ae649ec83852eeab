// A photograph is made smaller before it is sent: a phone takes 8 MB, a page needs half of one.

// As the server keeps it; see chibo/documents/photograph_child.py.
const LONGEST_SIDE = 2600;
const QUALITY = 0.8;
// Below that there is little to gain.
const LARGE = 1_000_000;

/** Send smaller pictures from a form [data-photographs]; where that fails, those that were chosen. */
export function sendSmallerPhotographs(page: Document): void {
  const form = page.querySelector<HTMLFormElement>("form[data-photographs]");
  const chosen = form?.querySelector<HTMLInputElement>("input[type=file]");
  if (!form || !chosen || typeof createImageBitmap !== "function") {
    return;
  }
  let ready = false;
  form.addEventListener("submit", (event) => {
    if (ready || ![...chosen.files ?? []].some(isLarge)) {
      return;
    }
    event.preventDefault();
    ready = true;
    void smallerOf([...chosen.files ?? []])
      .then((files) => { chosen.files = files; })
      .catch(() => undefined)
      .finally(() => { form.requestSubmit(); });
  });
}

function isLarge(file: File): boolean {
  return file.size > LARGE && file.type !== "application/pdf";
}

async function smallerOf(files: File[]): Promise<FileList> {
  const sent = new DataTransfer();
  // One after the other: a phone has no memory for six at once.
  for (const file of files) {
    sent.items.add(isLarge(file) ? await smaller(file).catch(() => file) : file);
  }
  return sent.files;
}

async function smaller(file: File): Promise<File> {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const share = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * share);
  canvas.height = Math.round(picture.height * share);
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const blob = await new Promise<Blob | null>((done) => {
    canvas.toBlob(done, "image/jpeg", QUALITY);
  });
  if (blob === null || blob.size >= file.size) {
    return file;
  }
  return new File([blob], file.name.replace(/\.\w+$/, ".jpg"), { type: "image/jpeg" });
}
