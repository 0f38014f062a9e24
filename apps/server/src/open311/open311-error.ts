/** A refusal in the specification's form: the HTTP status is its code. */
export class Open311Error extends Error {
  readonly status: 400 | 403 | 404;

  constructor(status: 400 | 403 | 404, description: string) {
    super(description);
    this.status = status;
  }
}
