// A script that answers questions: a JSON list on its input, a list of answers on its output.

declare const process: {
  readonly stdin: { on(event: "data" | "end", hear: (part: Uint8Array) => void): void };
  readonly stdout: { write(text: string): void };
};

export function answering<Asked>(answer: (asked: Asked) => object | Promise<object>): void {
  const heard: Uint8Array[] = [];
  process.stdin.on("data", (part) => { heard.push(part); });
  process.stdin.on("end", () => {
    void new Blob(heard.map((part) => new Uint8Array(part))).text()
      .then((asked) => Promise.all((JSON.parse(asked) as Asked[]).map(answer)))
      .then((all) => { process.stdout.write(JSON.stringify(all)); });
  });
}
