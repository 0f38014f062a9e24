/** Not every browser tells. */
type Thrifty = { connection?: { saveData?: boolean } };

/** Whether somebody has told the browser to save data: nothing is fetched ahead for them then. */
export const savesData = (): boolean => (navigator as Thrifty).connection?.saveData === true;
